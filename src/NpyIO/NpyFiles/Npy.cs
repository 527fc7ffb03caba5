using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

/// <summary>Reads and writes single arrays: <c>np.load</c> and <c>np.save</c>.</summary>
public static partial class Npy
{
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

    /// <summary>Loads an array from a file as elements of a CLR type. The dtype must match, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both and the casting that would convert.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception"/>
    public static NdArray<T> Load<T>(string path, NpyReadOptions? options = null) =>
        ArrayReader.Read(path, Typed<T>.Create, options).ToNdArray<T>();

    /// <summary>Loads the array at a stream's position with elements of a CLR type, and reads no byte beyond the array.</summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/exception"/>
    public static NdArray<T> Load<T>(Stream stream, NpyReadOptions? options = null) =>
        ArrayReader.Read(Source(stream), Typed<T>.Create, options).ToNdArray<T>();

    /// <summary>Loads the array at the start of a buffer with elements of a CLR type, as a copy.</summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="data">The content of a .npy file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both and the casting that would convert.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static NdArray<T> Load<T>(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => Load<T>(data.Span, options);

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, NpyReadOptions?)"/>
    public static NdArray<T> Load<T>(ReadOnlySpan<byte> data, NpyReadOptions? options = null) =>
        ArrayReader.Read(data, Typed<T>.Create, options).ToNdArray<T>();

    /// <summary>Loads the array at a stream's position with elements of a CLR type, or returns false at the end of the stream.</summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="array">The array, or null at the end of the stream.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load{T}(Stream, NpyReadOptions?)" path="/exception"/>
    public static bool TryLoad<T>(Stream stream, [NotNullWhen(true)] out NdArray<T>? array, NpyReadOptions? options = null)
    {
        array = ArrayReader.TryRead(Source(stream), Typed<T>.Create, options)?.ToNdArray<T>();
        return array is not null;
    }

    /// <summary>
    /// Loads the array in a file into a caller's buffer, in C order and native byte order. Reusing a buffer saves the cost of fresh memory.
    /// </summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="destination">Receives the elements, from its start; it may be longer than the array.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>. Its order and byte order are ignored.</param>
    /// <returns>The header, with the shape and the number of elements.</returns>
    /// <exception cref="ArgumentException">The destination is too short; nothing has been written to it.</exception>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/exception"/>
    public static NpyHeader Load<T>(string path, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(path, destination, options);

    /// <summary>Loads the array at a stream's position into a caller's buffer, and reads no byte beyond the array.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <inheritdoc cref="Load{T}(string, Span{T}, NpyReadOptions?)"/>
    /// <param name="destination"/>
    /// <param name="options"/>
    public static NpyHeader Load<T>(Stream stream, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(Source(stream), destination, options);

    /// <summary>Loads the array at the start of a buffer into a caller's buffer.</summary>
    /// <param name="data">The content of a .npy file.</param>
    /// <inheritdoc cref="Load{T}(string, Span{T}, NpyReadOptions?)"/>
    /// <param name="destination"/>
    /// <param name="options"/>
    [OverloadResolutionPriority(1)]
    public static NpyHeader Load<T>(ReadOnlyMemory<byte> data, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(data.Span, destination, options);

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, Span{T}, NpyReadOptions?)"/>
    public static NpyHeader Load<T>(ReadOnlySpan<byte> data, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(data, destination, options);

    /// <inheritdoc cref="Load(string, NpyReadOptions?)"/>
    /// <remarks>Runs on the thread pool, like every asynchronous read of a file.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<NdArray> LoadAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ArrayReader.ReadAsync(path, Untyped, options, cancellationToken).ConfigureAwait(false)).ToNdArray();

    /// <inheritdoc cref="Load(Stream, NpyReadOptions?)"/>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading, possibly inside the array.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<NdArray> LoadAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ArrayReader.ReadAsync(Source(stream), Untyped, options, cancellationToken).ConfigureAwait(false)).ToNdArray();

    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(string, NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public static async Task<NdArray<T>> LoadAsync<T>(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ArrayReader.ReadAsync(path, Typed<T>.Create, options, cancellationToken).ConfigureAwait(false)).ToNdArray<T>();

    /// <inheritdoc cref="Load{T}(Stream, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(Stream, NpyReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static async Task<NdArray<T>> LoadAsync<T>(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ArrayReader.ReadAsync(Source(stream), Typed<T>.Create, options, cancellationToken).ConfigureAwait(false)).ToNdArray<T>();

    /// <inheritdoc cref="Load{T}(string, Span{T}, NpyReadOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="destination">Receives the elements, from its start; do not use it before the task has ended.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading between two blocks.</param>
    public static Task<NpyHeader> LoadAsync<T>(string path, Memory<T> destination, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        DestinationReader.ReadAsync(path, destination, options, cancellationToken);

    /// <inheritdoc cref="Load{T}(Stream, Span{T}, NpyReadOptions?)"/>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="destination">Receives the elements, from its start; do not use it before the task has ended.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading, possibly inside the array.</param>
    public static Task<NpyHeader> LoadAsync<T>(Stream stream, Memory<T> destination, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        DestinationReader.ReadAsync(Source(stream), destination, options, cancellationToken);

    /// <summary>Loads the array at a stream's position, or returns null at the end of the stream. A stream that ends inside an array is an error.</summary>
    /// <inheritdoc cref="LoadAsync(Stream, NpyReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static async Task<NdArray?> TryLoadAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ArrayReader.TryReadAsync(Source(stream), Untyped, options, cancellationToken).ConfigureAwait(false))?.ToNdArray();

    /// <summary>Loads the array at a stream's position with elements of a CLR type, or returns null at the end of the stream.</summary>
    /// <inheritdoc cref="LoadAsync{T}(Stream, NpyReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static async Task<NdArray<T>?> TryLoadAsync<T>(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ArrayReader.TryReadAsync(Source(stream), Typed<T>.Create, options, cancellationToken).ConfigureAwait(false))?.ToNdArray<T>();

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

    private static StreamSource Source(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamSource(stream);
    }

    /// <summary>Creates the decoder for loads with elements of T.</summary>
    internal static class Typed<T>
    {
        internal static readonly DecoderFactory Create =
            static (header, options) => header.DType.HasObject
                ? new ObjectDecoder(header, options)
                : ArrayDecoder.Create<T>(header.DType, header.Shape, header.FortranOrder, options.Decoding);
    }
}
