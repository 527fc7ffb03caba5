using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
    /// <inheritdoc cref="Load(string, PickleReadOptions?)"/>
    /// <remarks>Runs on the thread pool: file reads block a thread in any case.</remarks>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The read was cancelled.</exception>
    public static Task<object?> LoadAsync(string path, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        PickleReader.ReadAsync(path, options, cancellationToken);

    /// <inheritdoc cref="Load(Stream, PickleReadOptions?)"/>
    /// <param name="stream">The stream. It need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read; the stream is then somewhere inside the pickle.</param>
    /// <exception cref="OperationCanceledException">The read was cancelled.</exception>
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

    /// <summary>Loads the pickle at the stream's position, if there is one. A stream that ends inside a pickle is an error.</summary>
    /// <returns>Whether there was a pickle (false if the stream is at its end), and its value.</returns>
    /// <inheritdoc cref="LoadAsync(Stream, PickleReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task<(bool IsThere, object? Value)> TryLoadAsync(Stream stream, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        PickleReader.TryReadAsync(stream, options, cancellationToken);
}
