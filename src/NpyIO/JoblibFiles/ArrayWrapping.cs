using System.Buffers.Binary;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Pickling;

namespace NpyIO.JoblibFiles;

/// <summary>
/// Puts wrappers in the place of arrays in a pickle, with the data behind them as they are, as <c>NumpyPickler.save</c> does. Data begin at multiples of 16 bytes, so that they can be mapped.
/// </summary>
/// <remarks>
/// joblib aligns data since 1.2 by padding that joblib before 1.2 does not know and takes for data. Here they are aligned by what comes before the wrapper's BUILD instead, a text that is taken off the stack
/// again: every joblib from 0.10 on reads it, and the newest finds data aligned without padding of their own.
/// </remarks>
internal sealed class ArrayWrapping
{
    /// <summary>A text of no length and its removal: BINUNICODE, the length, POP.</summary>
    private const int LeastFill = 1 + sizeof(uint) + 1;

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

    /// <summary>A writer of a joblib file's content.</summary>
    /// <param name="protocol">The protocol of its pickle.</param>
    /// <param name="start">Where in the file it begins, in bytes.</param>
    internal static PickleWriter WriterOf(int protocol, long start) => new ArrayWrapping(protocol, start)._writer;

    /// <summary>The parts of an array's wrapper; null for the classes that joblib leaves to NumPy.</summary>
    private IEnumerable<object?>? Wrap(NdArray array) => array.Class is PythonArrayClass.Array or PythonArrayClass.Matrix ? Parts(array) : null;

    private IEnumerable<object?> Parts(NdArray array)
    {
        bool isFortran = array.IsFortranContiguous && !array.IsCContiguous;
        yield return Wrapper;
        yield return PickleTuple.Empty;
        yield return NewObject;
        yield return new PickleDictionary
        {
            [JoblibLayout.Subclass] = new PickleObject("numpy", array.Class == PythonArrayClass.Matrix ? "matrix" : "ndarray"),
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

        // By then the array has taken the wrapper's place on the stack, so that it is what is remembered.
        _writer.Memoize(array);
    }

    /// <summary>BUILD, and before it what lets the data behind it be aligned.</summary>
    private static byte[] HeadAt(long position)
    {
        int fill = (int)(-(position + 1) & (JoblibLayout.Alignment - 1));
        if (fill is > 0 and < LeastFill)
            fill += JoblibLayout.Alignment;

        byte[] head = new byte[fill + 1];
        head[^1] = Opcode.Build;
        if (fill > 0)
        {
            head.AsSpan(0, fill).Fill((byte)' ');
            head[0] = Opcode.BinUnicode;
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), fill - LeastFill);
            head[fill - 1] = Opcode.Pop;
        }

        return head;
    }
}
