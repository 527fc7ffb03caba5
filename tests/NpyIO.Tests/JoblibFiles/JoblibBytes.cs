using System.Text;

namespace NpyIO.Tests.JoblibFiles;

/// <summary>Builds joblib files by hand, opcode by opcode, without the code under test: pickles of protocol 3 in which arrays lie as joblib lays them.</summary>
internal sealed class JoblibBytes
{
    internal const string Module = "joblib.numpy_pickle";

    private readonly List<byte> _bytes = [0x80, 3];

    /// <summary>The file, ended by STOP.</summary>
    internal byte[] ToArray() => [.. _bytes, (byte)'.'];

    /// <summary>Appends opcodes as they are, every character a byte.</summary>
    internal JoblibBytes Add(string opcodes)
    {
        _bytes.AddRange(Encoding.Latin1.GetBytes(opcodes));
        return this;
    }

    internal JoblibBytes Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>An array whose data follow: <c>NumpyArrayWrapper</c>; with an alignment the padding of joblib 1.2 comes before the data.</summary>
    internal JoblibBytes Array(string descr, ReadOnlySpan<long> shape, ReadOnlySpan<byte> data, string order = "C", int? alignment = 16, string module = Module, string subclass = "numpy\nndarray")
    {
        Wrapper(descr, shape, order, alignment, module, subclass);
        if (alignment is { } length)
            Pad(length);
        return Add(data);
    }

    /// <summary>The wrapper alone.</summary>
    internal JoblibBytes Wrapper(string descr, ReadOnlySpan<long> shape, string order = "C", int? alignment = 16, string module = Module, string subclass = "numpy\nndarray")
    {
        Add($"c{module}\nNumpyArrayWrapper\n)\u0081}}(");
        Text("subclass").Add($"c{subclass}\n");
        Text("shape").Shape(shape);
        Text("order").Text(order);
        Text("dtype").DType(descr);
        Text("allow_mmap").Add("\u0088");
        if (alignment is { } length)
            Text("numpy_array_alignment_bytes").Add($"K{(char)length}");
        return Add("ub");
    }

    /// <summary>An array in a file beside: <c>NDArrayWrapper</c>.</summary>
    internal JoblibBytes Companion(string name) =>
        Add($"c{Module}\nNDArrayWrapper\n)\u0081}}(").Text("filename").Text(name).Text("subclass").Add("cnumpy\nndarray\n").Text("allow_mmap").Add("\u0088ub");

    /// <summary>An array whose compressed data are in a file beside: <c>ZNDArrayWrapper</c>.</summary>
    internal JoblibBytes CompressedCompanion(string name, string descr, params ReadOnlySpan<long> shape)
    {
        Add($"c{Module}\nZNDArrayWrapper\n)\u0081}}(").Text("filename").Text(name);
        Text("init_args").Add("cnumpy\nndarray\nK\0\u0085C\u0001b\u0087");
        Text("state").Add("(K\u0001").Shape(shape).DType(descr).Add("\u0089t");
        return Add("ub");
    }

    internal JoblibBytes Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Add("X").Add(BitConverter.GetBytes(bytes.Length)).Add(bytes);
    }

    internal JoblibBytes DType(string descr)
    {
        Add("cnumpy\ndtype\n").Text(descr.TrimStart('<', '>', '|')).Add("\u0089\u0088\u0087R(K\u0003").Text(descr[..1]).Add("NNN");
        Add(descr == "|V0" ? "K\0K\u0001" : "J\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ff");
        return Add("K").Add([descr.EndsWith('O') ? (byte)63 : (byte)0]).Add("tb");
    }

    internal JoblibBytes Shape(ReadOnlySpan<long> shape)
    {
        Add("(");
        foreach (long length in shape)
            Add("\u008a\u0008").Add(BitConverter.GetBytes(length));
        return Add("t");
    }

    /// <summary>What joblib writes so that the data begin at a multiple of a length: a byte that says how many follow.</summary>
    private void Pad(int alignment)
    {
        int padding = alignment - (_bytes.Count + 1) % alignment;
        _bytes.Add((byte)padding);
        _bytes.AddRange(Enumerable.Repeat((byte)0xFF, padding));
    }

    /// <summary>Some numbers as the bytes of an array.</summary>
    internal static byte[] Data(params ReadOnlySpan<double> values) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).ToArray();
}
