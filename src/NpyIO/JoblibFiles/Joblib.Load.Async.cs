using NpyIO.JoblibFiles;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Joblib
{
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)"/>
    /// <remarks>Works on the thread pool, as every asynchronous read of a file does in the end.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<object?> LoadAsync(string path, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => JoblibReader.Read(path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Load(Stream, JoblibReadOptions?)"/>
    /// <remarks>All of the stream is read into memory first, so that it takes twice that of <see cref="LoadAsync(string, JoblibReadOptions?, CancellationToken)"/>; one that can seek is set back to where the content ends.</remarks>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<object?> LoadAsync(Stream stream, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        JoblibReader.ReadAsync(stream, options, cancellationToken);

    /// <inheritdoc cref="Load{T}(string, JoblibReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(string, JoblibReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public static async Task<T> LoadAsync<T>(string path, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        PickleCast.OfFile<T>(await LoadAsync(path, options, cancellationToken).ConfigureAwait(false), path);

    /// <inheritdoc cref="Load{T}(Stream, JoblibReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(Stream, JoblibReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public static async Task<T> LoadAsync<T>(Stream stream, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        As<T>(await LoadAsync(stream, options, cancellationToken).ConfigureAwait(false));

    /// <summary>Loads what begins where a stream stands, if there is anything; the first value is false when the stream is at its end. A stream that ends inside a value is an error.</summary>
    /// <remarks>
    /// As <see cref="TryLoad(Stream, out object?, JoblibReadOptions?)"/>, on the thread pool: the stream is read synchronously there.
    /// </remarks>
    /// <returns>Whether there was a value, and the value.</returns>
    /// <inheritdoc cref="LoadAsync(Stream, JoblibReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task<(bool IsThere, object? Value)> TryLoadAsync(Stream stream, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        JoblibReader.TryReadAsync(stream, options, cancellationToken);
}
