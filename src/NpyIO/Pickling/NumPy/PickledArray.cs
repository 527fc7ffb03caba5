using NpyIO.Arrays;
using NpyIO.Buffers;
using NpyIO.Files;

namespace NpyIO.Pickling;

/// <summary>Arrays that are or hold Python objects, as .npy files have them: the array's pickle in the place of its elements.</summary>
internal static class PickledArray
{
    /// <summary>NumPy's own: <c>pickle.dump(array, fp, protocol=4)</c>.</summary>
    private const int Protocol = 4;

    /// <summary>What gives the pickle as a payload.</summary>
    /// <exception cref="ArgumentException">Something in it cannot be pickled.</exception>
    internal static ArrayEncoder Encoder(NdArray array)
    {
        var sink = new BytesSink(0);
        PickleWriter.Write(sink, array, new PickleWriteOptions { Protocol = Protocol });
        byte[] pickle = sink.ToArray();
        return new ArrayEncoder(DType.UInt8, ManagedMemory.Of(pickle), ArrayLayout.Contiguous([pickle.Length], sizeof(byte)));
    }
}
