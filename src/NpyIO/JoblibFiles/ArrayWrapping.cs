using System.Buffers.Binary;
using NpyIO.Coding;
using NpyIO.Pickling;

namespace NpyIO.JoblibFiles;

/// <summary>
/// Replaces the arrays in a pickle by wrappers, each followed by its raw data, as <c>NumpyPickler.save</c> does. Data begin at multiples of 16 bytes, so that they can be mapped.
/// </summary>
/// <remarks>
/// joblib aligns data since 1.2 by padding that earlier versions take for data. This aligns them by a text before the wrapper's BUILD instead, which is popped off the stack again: every joblib
/// from 0.10 on reads it, and the newest finds the data aligned without padding of their own.
/// </remarks>
internal sealed class ArrayWrapping
{
    /// <summary>Length of an empty text and its removal, in bytes: BINUNICODE, the length, POP.</summary>
    private const int MinFill = 1 + sizeof(uint) + 1;

    private static readonly object NewObject = new PickleWriter.RawOpcode(Opcode.NewObj);
    private static readonly object Build = new PickleWriter.RawOpcode(Opcode.Build);
    private static readonly PickleObject Wrapper = new(JoblibNames.Module, JoblibNames.WrapperClass);

    private readonly PickleWriter _writer;
    private readonly long _start;

    private ArrayWrapping(int protocol, long start)
    {
        _writer = new PickleWriter(protocol) { ArrayHook = Wrap };
        _start = start;
    }

    /// <summary>The content begins <paramref name="start"/> bytes into the file.</summary>
    internal static PickleWriter WriterOf(int protocol, long start) => new ArrayWrapping(protocol, start)._writer;

    /// <summary>Returns null for the classes that joblib leaves to NumPy.</summary>
    private IEnumerable<object?>? Wrap(NdArray array) => array.PythonClass is PythonArrayClass.Array or PythonArrayClass.Matrix ? Parts(array) : null;

    private IEnumerable<object?> Parts(NdArray array)
    {
        bool isFortran = array.Layout.FortranOrder;
        yield return Wrapper;
        yield return PickleTuple.Empty;
        yield return NewObject;
        yield return new PickleDictionary
        {
            [JoblibLayout.Subclass] = new PickleObject("numpy", array.PythonClass == PythonArrayClass.Matrix ? "matrix" : "ndarray"),
            [JoblibLayout.Shape] = new PickleTuple([.. array.Shape.ToArray().Cast<object?>()]),
            [JoblibLayout.Order] = isFortran ? "F" : "C",
            [JoblibLayout.DataType] = array.DType,
            [JoblibLayout.MayMap] = !array.DType.HasObject,
        };
        if (array.DType.HasObject)
        {
            yield return Build;
            yield return new PickleWriter.Interlude(_ => new PickleWriter(_writer.Protocol).Chunks(array));
        }
        else
        {
            yield return new PickleWriter.Interlude(position => PickleOutput.DataOf(HeadAt(_start + position), new ArrayEncoder(array.DType, array.Memory, array.Layout)));
        }

        // The array has replaced the wrapper on the stack by now, so it is what the memo refers to.
        _writer.Memoize(array);
    }

    /// <summary>Returns BUILD, preceded by the text that aligns the data after it.</summary>
    private static byte[] HeadAt(long position)
    {
        int fill = (int)(-(position + 1) & (JoblibLayout.Alignment - 1));
        if (fill is > 0 and < MinFill)
            fill += JoblibLayout.Alignment;

        byte[] head = new byte[fill + 1];
        head[^1] = Opcode.Build;
        if (fill > 0)
        {
            head.AsSpan(0, fill).Fill((byte)' ');
            head[0] = Opcode.BinUnicode;
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), fill - MinFill);
            head[fill - 1] = Opcode.Pop;
        }

        return head;
    }
}
