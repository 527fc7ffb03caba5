using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
    /// <inheritdoc cref="Load(string, PickleReadOptions?)"/>
    /// <remarks>Works on the thread pool, as every asynchronous read of a file does in the end.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<object?> LoadAsync(string path, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        PickleReader.ReadAsync(path, options, cancellationToken);

    /// <inheritdoc cref="Load(Stream, PickleReadOptions?)"/>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading, somewhere inside the pickle.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<object?> LoadAsync(Stream stream, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        PickleReader.ReadAsync(stream, options, cancellationToken);

    /// <inheritdoc cref="Load{T}(string, PickleReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(string, PickleReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public static async Task<T> LoadAsync<T>(string path, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        PickleCast.OfFile<T>(await LoadAsync(path, options, cancellationToken).ConfigureAwait(false), path);

    /// <inheritdoc cref="Load{T}(Stream, PickleReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(Stream, PickleReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static async Task<T> LoadAsync<T>(Stream stream, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        As<T>(await LoadAsync(stream, options, cancellationToken).ConfigureAwait(false));

    /// <summary>Loads the pickle that begins where a stream stands, if one does; the first value is false when the stream is at its end. A stream that ends inside a pickle is an error.</summary>
    /// <returns>Whether there was a pickle, and its value.</returns>
    /// <inheritdoc cref="LoadAsync(Stream, PickleReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task<(bool IsThere, object? Value)> TryLoadAsync(Stream stream, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        PickleReader.TryReadAsync(stream, options, cancellationToken);
}
