using System.Buffers;
using System.Runtime.CompilerServices;
using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>Reads and writes Python's pickles as data: plain values, NumPy's arrays, and an inert description of any other object. The counterpart of <c>pickle.load</c>.</summary>
/// <remarks>
/// Reading a pickle cannot run code, whatever it contains. NpyIO has one closed table of names whose calls it knows (lists, dates, arrays), and each of them builds a value in C#. Any
/// other name in the file becomes a <see cref="PickleObject"/>, which stays a description. No type or function is ever looked up by a name from a file.
/// </remarks>
public static class Pickle
{
    /// <summary>Loads the pickle in a file: <c>pickle.load(open(path, "rb"))</c>. Reads protocols 0 to 5, from Python 2 and 3.</summary>
    /// <remarks>
    /// <para>
    /// <c>None</c> becomes <see langword="null"/>; <c>bool</c>, <c>float</c>, <c>complex</c> and <c>str</c> become .NET's own types; <c>int</c> becomes <see cref="long"/> or, if it is
    /// larger, <see cref="System.Numerics.BigInteger"/>; <c>bytes</c> becomes <c>byte[]</c>, <c>bytearray</c> a <see cref="List{T}"/> of bytes, <c>list</c> a <see cref="List{T}"/> of
    /// objects, <c>tuple</c> a <see cref="PickleTuple"/>, dictionaries <see cref="PickleDictionary"/>, sets <see cref="PickleSet"/>, arrays and NumPy scalars <see cref="NdArray"/>, and
    /// any other object a <see cref="PickleObject"/>.
    /// </para>
    /// <para>Values that the pickle shares stay shared, including cycles. Offsets in errors are in bytes from the start of the pickle.</para>
    /// </remarks>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The content is not a pickle that can be read; the message says what is wrong and where.</exception>
    /// <exception cref="IOException">Errors of the file system, among them <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is not readable, or is a directory.</exception>
    public static object? Load(string path, PickleReadOptions? options = null) => PickleReader.Read(path, options);

    /// <summary>Loads the pickle at the stream's position and consumes no byte after it, so several pickles can follow each other.</summary>
    /// <remarks>Pickles of protocols below 4 do not contain their length. A stream that cannot seek is then read in small pieces; wrap it in a buffered one.</remarks>
    /// <param name="stream">The stream. It need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>. With <see cref="PickleReadOptions.Strict"/>, bytes after the pickle are an error.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream is not readable.</exception>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/exception"/>
    public static object? Load(Stream stream, PickleReadOptions? options = null) => PickleReader.Read(stream, options);

    /// <summary>Loads the pickle at the start of a buffer: <c>pickle.loads(data)</c>. The bytes are copied.</summary>
    /// <param name="data">The pickle.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static object? Load(ReadOnlyMemory<byte> data, PickleReadOptions? options = null) => PickleReader.Read(data, options);

    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, PickleReadOptions?)"/>
    public static object? Load(ReadOnlySpan<byte> data, PickleReadOptions? options = null) => PickleReader.Read(data, options);

    /// <summary>Loads the pickle in a file as a value of a known type: <c>Load&lt;NdArray&gt;</c>, <c>Load&lt;PickleDictionary&gt;</c>, <c>Load&lt;string&gt;</c>.</summary>
    /// <typeparam name="T">The type of the value. Nothing is converted, except that <see cref="SparseMatrix"/> reads SciPy's sparse matrices and arrays.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type; the message names it.</exception>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/param|/returns|/exception"/>
    public static T Load<T>(string path, PickleReadOptions? options = null) => PickleCast.OfFile<T>(Load(path, options), path);

    /// <summary>Loads the pickle at the stream's position as a value of a known type, and consumes no byte after it.</summary>
    /// <typeparam name="T">The type of the value. Nothing is converted, except that <see cref="SparseMatrix"/> reads SciPy's sparse matrices and arrays.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type; the message names it.</exception>
    /// <inheritdoc cref="Load(Stream, PickleReadOptions?)" path="/param|/returns|/exception"/>
    public static T Load<T>(Stream stream, PickleReadOptions? options = null) => As<T>(Load(stream, options));

    /// <summary>Loads the pickle at the start of a buffer as a value of a known type.</summary>
    /// <typeparam name="T">The type of the value. Nothing is converted, except that <see cref="SparseMatrix"/> reads SciPy's sparse matrices and arrays.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type; the message names it.</exception>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, PickleReadOptions?)" path="/param|/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public static T Load<T>(ReadOnlyMemory<byte> data, PickleReadOptions? options = null) => As<T>(Load(data, options));

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, PickleReadOptions?)"/>
    public static T Load<T>(ReadOnlySpan<byte> data, PickleReadOptions? options = null) => As<T>(Load(data, options));

    /// <summary>Loads the pickle at the stream's position, if there is one. A stream that ends inside a pickle is an error.</summary>
    /// <param name="stream">The stream. It need not be seekable, and stays open.</param>
    /// <param name="value">The value, which is null for <c>None</c> and at the end of the stream.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>Whether there was a pickle; false if the stream is at its end.</returns>
    /// <inheritdoc cref="Load(Stream, PickleReadOptions?)" path="/exception"/>
    public static bool TryLoad(Stream stream, out object? value, PickleReadOptions? options = null) => PickleReader.TryRead(stream, options, out value);

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

    private static T As<T>(object? value) => PickleCast.To<T>(value, place: null);

    /// <summary>Saves a value to a file: <c>pickle.dump(value, open(path, 'wb'), protocol=4)</c>. Python loads an equal value, with any NumPy from 1.19 on.</summary>
    /// <remarks>
    /// Saves everything that <see cref="Load(string, PickleReadOptions?)"/> returns, and .NET's counterparts: all numbers, strings, <c>byte[]</c>, dates (to the microsecond), lists,
    /// dictionaries, sets and value tuples; <c>T[]</c> and <see cref="NdArray{T}"/> become arrays, and a <see cref="SparseMatrix"/> becomes SciPy's. An object that occurs twice is
    /// written once, and cycles stay cycles. Array data goes directly from the array's memory to the file.
    /// </remarks>
    /// <param name="path">The path of the file.</param>
    /// <param name="value">The value. Do not change it during the save.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in the value has no counterpart in Python.</exception>
    /// <exception cref="IOException">Errors of the file system.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory is not writable, or the path is a directory.</exception>
    public static void Save(string path, object? value, PickleWriteOptions? options = null) => SaveTo(path, value, options ?? PickleWriteOptions.Default, default);

    /// <summary>Saves a value to a stream at its position. The stream stays open, and several pickles can follow each other.</summary>
    /// <param name="stream">The stream. It need not be seekable.</param>
    /// <param name="value">The value. Do not change it during the save.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The stream is not writable, or something in the value has no counterpart in Python; part of it may be written by then.</exception>
    public static void Save(Stream stream, object? value, PickleWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PickleWriter.Write(new StreamSink(stream), value, options ?? PickleWriteOptions.Default);
    }

    /// <summary>Saves a value to a buffer writer.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="value">The value. Do not change it during the save.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in the value has no counterpart in Python; part of it may be written by then.</exception>
    public static void Save(IBufferWriter<byte> writer, object? value, PickleWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        PickleWriter.Write(new BufferSink(writer), value, options ?? PickleWriteOptions.Default);
    }

    /// <summary>Saves a value to a byte array: <c>pickle.dumps(value, protocol=4)</c>.</summary>
    /// <param name="value">The value. Do not change it during the save.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in the value has no counterpart in Python, or the pickle would exceed the maximum length of a <c>byte[]</c>.</exception>
    public static byte[] Save(object? value, PickleWriteOptions? options = null)
    {
        var sink = new BytesSink(0);
        PickleWriter.Write(sink, value, options ?? PickleWriteOptions.Default);
        return sink.ToArray();
    }

    /// <inheritdoc cref="Save(string, object?, PickleWriteOptions?)"/>
    /// <param name="path">The path of the file.</param>
    /// <param name="value">The value. Do not change it before the task has completed.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; an atomic save then keeps the previous file.</param>
    /// <exception cref="OperationCanceledException">The save was cancelled.</exception>
    public static Task SaveAsync(string path, object? value, PickleWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => SaveTo(path, value, options ?? PickleWriteOptions.Default, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Save(Stream, object?, PickleWriteOptions?)"/>
    /// <param name="stream">The stream. It need not be seekable.</param>
    /// <param name="value">The value. Do not change it before the task has completed.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream then holds part of the pickle.</param>
    /// <exception cref="OperationCanceledException">The save was cancelled.</exception>
    public static Task SaveAsync(Stream stream, object? value, PickleWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return PickleWriter.WriteAsync(new StreamSink(stream), value, options ?? PickleWriteOptions.Default, cancellationToken);
    }

    private static void SaveTo(string path, object? value, PickleWriteOptions options, CancellationToken cancellationToken)
    {
        using OutputFile file = OutputFile.Create(path, 0, options.Atomic, options.Flush);
        file.Write(sink => PickleWriter.Write(sink, value, options, cancellationToken));
    }

    /// <summary>Checks whether a file holds one pickle that can be read, and nothing after it, which Python's <c>load</c> would not read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The error found, or an empty list if the file is whole.</returns>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a directory.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static IReadOnlyList<NpyFormatException> Verify(string path, PickleReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = PickleReader.Read(path, Strict(options), cancellationToken);
            return [];
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    /// <summary>Checks whether a stream holds, from its position to its end, one pickle that can be read.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Verify(string, PickleReadOptions?, CancellationToken)"/>
    public static IReadOnlyList<NpyFormatException> Verify(Stream stream, PickleReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _ = PickleReader.Read(stream, Strict(options), cancellationToken);
            return [];
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    /// <inheritdoc cref="Verify(string, PickleReadOptions?, CancellationToken)"/>
    public static Task<IReadOnlyList<NpyFormatException>> VerifyAsync(string path, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Verify(path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Verify(Stream, PickleReadOptions?, CancellationToken)"/>
    public static async Task<IReadOnlyList<NpyFormatException>> VerifyAsync(Stream stream, PickleReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = await PickleReader.ReadAsync(stream, Strict(options), cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    private static PickleReadOptions Strict(PickleReadOptions? options) => (options ?? PickleReadOptions.Default) with { Strict = true };
}
