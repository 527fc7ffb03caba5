using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
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
}
