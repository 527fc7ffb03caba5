using System.Runtime.CompilerServices;
using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>
/// Reads and writes joblib files, the format of scikit-learn's models and much else: pickles that contain the raw data of arrays, optionally compressed as a whole. The counterpart of
/// <c>joblib.load</c> and <c>joblib.dump</c>.
/// </summary>
/// <remarks>
/// <para>Reading a file cannot run code: pickles are read as <see cref="Pickle"/> reads them. Estimators and other objects become a <see cref="PickleObject"/> with their attributes.</para>
/// <para>zlib and gzip are built in; bzip2, LZMA, xz and LZ4 need the package NpyIO.Codecs.</para>
/// </remarks>
public static partial class Joblib
{
    /// <summary>
    /// Opens a file and maps its arrays instead of reading them: <c>joblib.load(path, mmap_mode='r')</c>. Arrays are read-only, in the file's order and byte order, and their pages are read on
    /// access. Arrays in a compressed file, and arrays of Python objects, are loaded into memory.
    /// </summary>
    /// <remarks>Otherwise like <see cref="Load(string, JoblibReadOptions?)"/>.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>. Its order and byte order are ignored: the file's are kept.</param>
    /// <returns>The open file; dispose it after use.</returns>
    /// <exception cref="NpyFormatException">The content cannot be read; the message says what is wrong and where, or which package is missing.</exception>
    /// <exception cref="IOException">The file cannot be mapped; other file system errors pass through unchanged, including <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or the path is a directory.</exception>
    public static JoblibFile Open(string path, JoblibReadOptions? options = null) => JoblibFile.Open(path, options ?? JoblibReadOptions.Default);

    /// <summary>
    /// Loads a file: <c>joblib.load(path)</c>. Reads files of every joblib version, including those before 0.10 that keep arrays in separate files, and every compression, which is detected from
    /// the content.
    /// </summary>
    /// <remarks>
    /// <para>Values are those that <see cref="Pickle.Load(string, PickleReadOptions?)"/> returns. Large arrays are read straight into their own memory, never through a copy of the file.</para>
    /// <para>
    /// A file beside it is opened only if the pickle gives its bare file name and it is a regular file. Errors in such a file have its name as <see cref="NpyFormatException.EntryName"/>.
    /// Offsets in errors are in bytes from the start of the content, after decompression.
    /// </para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The content cannot be read; the message says what is wrong and where, or which package is missing.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged, including <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or the path is a directory.</exception>
    public static object? Load(string path, JoblibReadOptions? options = null) => JoblibReader.Read(path, options);

    /// <summary>Loads the value at the stream's current position.</summary>
    /// <remarks>Reads not a byte more than the content, unless it is compressed: then the stream is at some position after it.</remarks>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream is not readable.</exception>
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)" path="/exception"/>
    public static object? Load(Stream stream, JoblibReadOptions? options = null) => JoblibReader.Read(stream, options);

    /// <summary>Loads the value at the stream's current position, if there is one. A stream that ends inside a value is an error.</summary>
    /// <remarks>
    /// Several values can follow each other: the stream is then right after the value. Compressed data are read to the end of the stream and must hold one value; to read several, decompress the
    /// stream first.
    /// </remarks>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <param name="value">The value, which is null for None; null at the end of the stream.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <returns>True if there was a value, false at the end of the stream.</returns>
    /// <inheritdoc cref="Load(Stream, JoblibReadOptions?)" path="/exception"/>
    public static bool TryLoad(Stream stream, out object? value, JoblibReadOptions? options = null) => JoblibReader.TryRead(stream, options, out value);

    /// <summary>Loads the content of a file from memory; the data are copied.</summary>
    /// <param name="data">The content of a file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static object? Load(ReadOnlyMemory<byte> data, JoblibReadOptions? options = null) => JoblibReader.Read(new MemorySource(data), folder: null, options);

    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, JoblibReadOptions?)"/>
    public static object? Load(ReadOnlySpan<byte> data, JoblibReadOptions? options = null) =>
        PinnedSource.Use(data, options, static (source, options) => JoblibReader.Read(source, folder: null, options));

    /// <summary>Loads a file as a value of a known type: <c>Load&lt;NdArray&gt;</c>, <c>Load&lt;PickleDictionary&gt;</c>, <c>Load&lt;PickleObject&gt;</c>.</summary>
    /// <typeparam name="T">The type of the value. It is not converted, except that SciPy's sparse matrices and arrays become a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type, which the message names.</exception>
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public static T Load<T>(string path, JoblibReadOptions? options = null) => PickleCast.OfFile<T>(Load(path, options), path);

    /// <summary>Loads the value at the stream's current position as a value of a known type.</summary>
    /// <typeparam name="T">The type of the value. It is not converted, except that SciPy's sparse matrices and arrays become a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type, which the message names.</exception>
    /// <inheritdoc cref="Load(Stream, JoblibReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public static T Load<T>(Stream stream, JoblibReadOptions? options = null) => As<T>(Load(stream, options));

    /// <summary>Loads the content of a file from memory as a value of a known type.</summary>
    /// <typeparam name="T">The type of the value. It is not converted, except that SciPy's sparse matrices and arrays become a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type, which the message names.</exception>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, JoblibReadOptions?)" path="/param|/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public static T Load<T>(ReadOnlyMemory<byte> data, JoblibReadOptions? options = null) => As<T>(Load(data, options));

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, JoblibReadOptions?)"/>
    public static T Load<T>(ReadOnlySpan<byte> data, JoblibReadOptions? options = null) => As<T>(Load(data, options));

    private static T As<T>(object? value) => PickleCast.To<T>(value, place: null);

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
    /// Reads not a byte more than the content, unless it is compressed: then the stream is at some position after it. Compressed data that .NET itself cannot decompress are read to the end of the
    /// stream and kept in memory, because their decoders only read synchronously.
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
    /// Several values can follow each other, as in <see cref="TryLoad(Stream, out object?, JoblibReadOptions?)"/>. Compressed data that .NET itself cannot decompress are kept in memory.
    /// </remarks>
    /// <returns>Whether there was a value, and the value.</returns>
    /// <inheritdoc cref="LoadAsync(Stream, JoblibReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task<(bool IsThere, object? Value)> TryLoadAsync(Stream stream, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        JoblibReader.TryReadAsync(stream, options, cancellationToken);
}
