using System.Buffers;
using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
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
}
