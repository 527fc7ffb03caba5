using System.Buffers;
using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
    /// <summary>Saves a value to a file: <c>pickle.dump(value, open(path, 'wb'), protocol=4)</c>. Python loads an equal one, whichever NumPy from 1.19 on is beside it.</summary>
    /// <remarks>
    /// What can be saved is what <see cref="Load(string, PickleReadOptions?)"/> gives, and .NET's own kinds of the same: every number, text, <c>byte[]</c>, dates (to the microsecond), lists, dictionaries, sets, value
    /// tuples; <c>T[]</c> and <see cref="NdArray{T}"/> become arrays, a <see cref="SparseMatrix"/> SciPy's own. What occurs twice is written once, and what contains itself does so again in Python. An array's data go from its own memory to the file.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="value">The value. It must not be changed meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in it has no counterpart in Python.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written, or the path is a directory.</exception>
    public static void Save(string path, object? value, PickleWriteOptions? options = null) => SaveTo(path, value, options ?? PickleWriteOptions.Default, default);

    /// <summary>Saves a value to a stream, from where it stands; the stream stays open. Several pickles may follow each other.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="value">The value. It must not be changed meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The stream cannot be written, or something in the value has no counterpart in Python; some of it may have been written then.</exception>
    public static void Save(Stream stream, object? value, PickleWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PickleWriter.Write(new StreamSink(stream), value, options ?? PickleWriteOptions.Default);
    }

    /// <summary>Saves a value to a buffer writer.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="value">The value. It must not be changed meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in the value has no counterpart in Python; some of it may have been written then.</exception>
    public static void Save(IBufferWriter<byte> writer, object? value, PickleWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        PickleWriter.Write(new BufferSink(writer), value, options ?? PickleWriteOptions.Default);
    }

    /// <summary>Saves a value to bytes: <c>pickle.dumps(value, protocol=4)</c>.</summary>
    /// <param name="value">The value. It must not be changed meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in it has no counterpart in Python, or the pickle would be longer than a <c>byte[]</c> can be.</exception>
    public static byte[] Save(object? value, PickleWriteOptions? options = null)
    {
        var sink = new BytesSink(0);
        PickleWriter.Write(sink, value, options ?? PickleWriteOptions.Default);
        return sink.ToArray();
    }

    /// <inheritdoc cref="Save(string, object?, PickleWriteOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="value">The value; not to be changed before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing; an atomic save then leaves what was there.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task SaveAsync(string path, object? value, PickleWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => SaveTo(path, value, options ?? PickleWriteOptions.Default, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Save(Stream, object?, PickleWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="value">The value; not to be changed before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="PickleWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing, somewhere inside the pickle.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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
}
