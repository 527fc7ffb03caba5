using System.Runtime.CompilerServices;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>Reads only the header of a file: dtype, shape and order. Any dtype is supported, including Python objects.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits the length of the header; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception"/>
    public static NpyHeader ReadHeader(string path, NpyReadOptions? options = null) =>
        ArrayReader.ReadHeader(path, options ?? NpyReadOptions.Default);

    /// <summary>Reads the header at a stream's position and leaves the stream at the data.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">Limits the length of the header; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load(Stream, NpyReadOptions?)" path="/exception"/>
    public static NpyHeader ReadHeader(Stream stream, NpyReadOptions? options = null) =>
        ArrayReader.ReadHeader(Source(stream), options ?? NpyReadOptions.Default) ?? NpyHeader.Parse([]);

    /// <summary>Reads the header at the start of a buffer.</summary>
    /// <param name="data">The content of a .npy file, or at least its header.</param>
    /// <param name="options">Limits the length of the header; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static NpyHeader ReadHeader(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => NpyHeader.Parse(data.Span, (options ?? NpyReadOptions.Default).MaxHeaderSize);

    /// <inheritdoc cref="ReadHeader(ReadOnlyMemory{byte}, NpyReadOptions?)"/>
    public static NpyHeader ReadHeader(ReadOnlySpan<byte> data, NpyReadOptions? options = null) => NpyHeader.Parse(data, (options ?? NpyReadOptions.Default).MaxHeaderSize);

    /// <inheritdoc cref="ReadHeader(string, NpyReadOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits the length of the header; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading if it has not begun.</param>
    public static Task<NpyHeader> ReadHeaderAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => ReadHeader(path, options), cancellationToken);

    /// <inheritdoc cref="ReadHeader(Stream, NpyReadOptions?)"/>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">Limits the length of the header; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<NpyHeader> ReadHeaderAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        await ArrayReader.ReadHeaderAsync(Source(stream), options ?? NpyReadOptions.Default, cancellationToken).ConfigureAwait(false)
        ?? NpyHeader.Parse([]);
}
