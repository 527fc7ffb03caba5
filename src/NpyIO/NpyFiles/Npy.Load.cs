using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>What every untyped load makes of a header.</summary>
    internal static readonly DecoderFactory Untyped =
        static (header, options) => header.DType.HasObject
            ? new ObjectDecoder(header, options)
            : ArrayDecoder.Create(header.DType, header.Shape, header.FortranOrder, options.Decoding);

    /// <summary>Loads the array in a file into fresh memory: <c>np.load(path)</c>. In C order and the machine's byte order, unless the options say otherwise.</summary>
    /// <remarks>
    /// A file is read once, with positions of its own for each of the threads that share a large one. Pipes and devices are read as far as the array goes.
    /// Offsets in errors count, in bytes, from the array's start: the file's, the data's, or where the stream stood.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The content is not an array that can be read: whatever is wrong in it, the message says what and where. Archives, gzip and pickles are named.</exception>
    /// <exception cref="IOException">The file system's errors pass through, among them <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static NdArray Load(string path, NpyReadOptions? options = null) =>
        ArrayReader.Read(path, Untyped, options).ToNdArray();

    /// <summary>Loads the array that begins where a stream stands, and takes not one byte more: several arrays can follow each other.</summary>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>. <see cref="NpyReadOptions.Strict"/> forbids that anything follows.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception"/>
    public static NdArray Load(Stream stream, NpyReadOptions? options = null) =>
        ArrayReader.Read(Source(stream), Untyped, options).ToNdArray();

    /// <summary>Loads the array at the start of some bytes; they are copied. See <see cref="NdArray.FromBuffer(ReadOnlyMemory{byte}, DType, long, long)"/> for raw data that are not to be.</summary>
    /// <param name="data">The content of a file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static NdArray Load(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => Load(data.Span, options);

    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, NpyReadOptions?)"/>
    public static NdArray Load(ReadOnlySpan<byte> data, NpyReadOptions? options = null) =>
        ArrayReader.Read(data, Untyped, options).ToNdArray();

    /// <summary>Loads the array that begins where a stream stands, if one does: false when the stream is at its end. A stream that ends inside an array is an error.</summary>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="array">The array, or null at the end.</param>
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
