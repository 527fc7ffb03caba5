using NpyIO.JoblibFiles;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Joblib
{
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)"/>
    /// <remarks>Runs on the thread pool, as asynchronous file reads ultimately do.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task<object?> LoadAsync(string path, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => JoblibReader.Read(path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Load(Stream, JoblibReadOptions?)"/>
    /// <remarks>
    /// Reads the whole stream into memory first, and so takes twice the memory of <see cref="LoadAsync(string, JoblibReadOptions?, CancellationToken)"/>; a seekable stream is set back to the end
    /// of the content.
    /// </remarks>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
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

    /// <summary>Loads the value at the stream's current position, if there is one; the first result is false at the end of the stream. A stream that ends inside a value is an error.</summary>
    /// <remarks>
    /// Like <see cref="TryLoad(Stream, out object?, JoblibReadOptions?)"/>, on the thread pool, where the stream is read synchronously.
    /// </remarks>
    /// <returns>Whether there was a value, and the value.</returns>
    /// <inheritdoc cref="LoadAsync(Stream, JoblibReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task<(bool IsThere, object? Value)> TryLoadAsync(Stream stream, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        JoblibReader.TryReadAsync(stream, options, cancellationToken);
}
