using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>Creates the decoder for untyped loads.</summary>
    internal static readonly DecoderFactory Untyped =
        static (header, options) => header.DType.HasObject
            ? new ObjectDecoder(header, options)
            : ArrayDecoder.Create(header.DType, header.Shape, header.FortranOrder, options.Decoding);

    /// <summary>Loads the array in a file into new memory: <c>np.load(path)</c>. It is in C order and native byte order, unless the options differ.</summary>
    /// <remarks>
    /// A file is read once; several threads share a large one, each at its own offsets. Pipes and devices are read only to the end of the array.
    /// Offsets in errors are in bytes from the array's start: the start of the file or buffer, or the stream's position before the load.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The content is not a readable array. The message says what is wrong and where, and names archives, gzip and pickles.</exception>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a directory.</exception>
    public static NdArray Load(string path, NpyReadOptions? options = null) =>
        ArrayReader.Read(path, Untyped, options).ToNdArray();

    /// <summary>Loads the array at a stream's position and reads no byte beyond it, so that several arrays can follow each other.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>. With <see cref="NpyReadOptions.Strict"/> nothing may follow the array.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception"/>
    public static NdArray Load(Stream stream, NpyReadOptions? options = null) =>
        ArrayReader.Read(Source(stream), Untyped, options).ToNdArray();

    /// <summary>Loads the array at the start of a buffer, as a copy. For raw data without a copy, see <see cref="NdArray.FromBuffer(ReadOnlyMemory{byte}, DType, long, long)"/>.</summary>
    /// <param name="data">The content of a .npy file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static NdArray Load(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => Load(data.Span, options);

    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, NpyReadOptions?)"/>
    public static NdArray Load(ReadOnlySpan<byte> data, NpyReadOptions? options = null) =>
        ArrayReader.Read(data, Untyped, options).ToNdArray();

    /// <summary>Loads the array at a stream's position, or returns false at the end of the stream. A stream that ends inside an array is an error.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="array">The array, or null at the end of the stream.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load(Stream, NpyReadOptions?)" path="/exception"/>
    public static bool TryLoad(Stream stream, [NotNullWhen(true)] out NdArray? array, NpyReadOptions? options = null)
    {
        array = ArrayReader.TryRead(Source(stream), Untyped, options)?.ToNdArray();
        return array is not null;
    }

    private static StreamSource Source(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamSource(stream);
    }
}
