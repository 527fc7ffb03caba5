using System.Buffers;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>
    /// Saves an array to a file, byte for byte as <c>np.save(path, array)</c> writes it. No extension is appended. Byte order and Fortran order are kept; any layout that is neither C nor
    /// Fortran order is written in C order. The elements of an array of Python objects are pickled with protocol 4, which NumPy 1.19 and later load (with <c>allow_pickle=True</c>).
    /// </summary>
    /// <remarks>
    /// Unless <see cref="NpyWriteOptions.Atomic"/> is false, the file appears whole or not at all, and a failed save keeps the old file: see <see cref="AtomicFile"/>. Links are followed and
    /// permissions kept. Pipes and devices are written directly.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="array">The array. It must not change during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The requested version cannot hold the header, or an object has no counterpart in Python.</exception>
    /// <exception cref="IOException">The file system reports an error.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    public static void Save(string path, NdArray array, NpyWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.DType.HasObject)
            ObjectWriter.Write(path, array, options);
        else
            ArrayWriter.Write(path, array, options);
    }

    /// <summary>Saves an array to a stream, at its position; the stream stays open.</summary>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="array">The array.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The stream cannot be written, or the requested version cannot hold the header.</exception>
    public static void Save(Stream stream, NdArray array, NpyWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.DType.HasObject)
            ObjectWriter.Write(Sink(stream), array, options);
        else
            ArrayWriter.Write(Sink(stream), array, options);
    }

    /// <summary>Saves an array to a buffer writer.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="array">The array.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/exception[@cref='T:System.ArgumentException']"/>
    public static void Save(IBufferWriter<byte> writer, NdArray array, NpyWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.DType.HasObject)
            ObjectWriter.Write(Sink(writer), array, options);
        else
            ArrayWriter.Write(Sink(writer), array, options);
    }

    /// <summary>Saves an array and returns the content of the file.</summary>
    /// <param name="array">The array.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The file would be too long for a <c>byte[]</c>, or the requested version cannot hold the header.</exception>
    public static byte[] Save(NdArray array, NpyWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.DType.HasObject ? ObjectWriter.ToBytes(array, options) : ArrayWriter.ToBytes(array, options);
    }

    private static StreamSink Sink(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamSink(stream);
    }

    private static BufferSink Sink(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return new BufferSink(writer);
    }
}
