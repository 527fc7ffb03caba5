using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using NpyIO.IO;

namespace NpyIO;

public static partial class Npz
{
    /// <summary>
    /// Saves named arrays to a file: <c>np.savez(path, x=x, y=y)</c>, byte for byte as NumPy 2.4 on Python 3.14 writes it. <c>.npy</c> is appended to every name, as in NumPy, but no extension
    /// to the path. Byte order and Fortran order are kept.
    /// </summary>
    /// <remarks>The file is written beside its target and renamed at the end: it appears whole or not at all, and a failed save leaves the existing file unchanged.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The names and their arrays; CLR arrays are accepted too: <c>Npz.Save("all.npz", ("x", x), ("y", y))</c>. Do not modify them during the save.</param>
    /// <exception cref="ArgumentException">Two items have the same name, a name is invalid (a NUL, half a surrogate pair, more than 65,535 bytes), or the options are invalid.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    public static void Save(string path, params ReadOnlySpan<(string Name, NdArray Array)> arrays) => Save(path, Items(arrays));

    /// <summary>Saves named arrays to a stream, from its current position; the stream stays open: <c>np.savez</c>.</summary>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The names and their arrays. Do not modify them during the save.</param>
    /// <inheritdoc cref="Save(string, ReadOnlySpan{ValueTuple{string, NdArray}})" path="/exception[@cref='T:System.ArgumentException']"/>
    public static void Save(Stream stream, params ReadOnlySpan<(string Name, NdArray Array)> arrays) => Save(stream, Items(arrays));

    /// <summary>Saves named arrays to a buffer writer: <c>np.savez</c>.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The names and their arrays. Do not modify them during the save.</param>
    /// <inheritdoc cref="Save(string, ReadOnlySpan{ValueTuple{string, NdArray}})" path="/exception[@cref='T:System.ArgumentException']"/>
    public static void Save(IBufferWriter<byte> writer, params ReadOnlySpan<(string Name, NdArray Array)> arrays) => Save(writer, Items(arrays));

    /// <summary>Saves named arrays to a byte array, the content of the file: <c>np.savez</c>.</summary>
    /// <param name="arrays">The names and their arrays. Do not modify them during the save.</param>
    /// <inheritdoc cref="Save(string, ReadOnlySpan{ValueTuple{string, NdArray}})" path="/exception[@cref='T:System.ArgumentException']"/>
    public static byte[] Save(params ReadOnlySpan<(string Name, NdArray Array)> arrays) => Save(Items(arrays));

    /// <inheritdoc cref="Save(string, ReadOnlySpan{ValueTuple{string, NdArray}})"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The names and their arrays: <c>[("x", x), ("y", y)]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    public static void Save(string path, ReadOnlySpan<(string Name, NdArray Array)> arrays, NpzWriteOptions? options) => Save(path, Items(arrays), options);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{ValueTuple{string, NdArray}})"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The names and their arrays: <c>[("x", x), ("y", y)]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    public static void Save(Stream stream, ReadOnlySpan<(string Name, NdArray Array)> arrays, NpzWriteOptions? options) => Save(stream, Items(arrays), options);

    /// <inheritdoc cref="Save(IBufferWriter{byte}, ReadOnlySpan{ValueTuple{string, NdArray}})"/>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The names and their arrays: <c>[("x", x), ("y", y)]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    public static void Save(IBufferWriter<byte> writer, ReadOnlySpan<(string Name, NdArray Array)> arrays, NpzWriteOptions? options) => Save(writer, Items(arrays), options);

    /// <inheritdoc cref="Save(ReadOnlySpan{ValueTuple{string, NdArray}})"/>
    /// <param name="arrays">The names and their arrays: <c>[("x", x), ("y", y)]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    public static byte[] Save(ReadOnlySpan<(string Name, NdArray Array)> arrays, NpzWriteOptions? options) => Save(Items(arrays), options);

    /// <summary>
    /// Saves arrays to a file: <c>np.savez</c>, or with <see cref="NpzWriteOptions.Compressed"/> <c>np.savez_compressed</c>. An item may set its own compression.
    /// Items of a lazy sequence are taken one at a time as they are written, so that they need not be in memory together.
    /// </summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="items">The arrays with their names. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Two items have the same name, a name is invalid (a NUL, half a surrogate pair, more than 65,535 bytes), or the options are invalid.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(string path, IEnumerable<NpzItem> items, NpzWriteOptions? options = null) =>
        NpzWriter.Save(path, Items(items), NpzWriteOptions.OrDefault(options));

    /// <summary>Saves arrays to a stream, from its current position; the stream stays open. An item may set its own compression.</summary>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="items">The arrays with their names. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception[@cref='T:System.ArgumentException']"/>
    [OverloadResolutionPriority(-1)]
    public static void Save(Stream stream, IEnumerable<NpzItem> items, NpzWriteOptions? options = null) =>
        NpzWriter.Save(Sink(stream), Items(items), NpzWriteOptions.OrDefault(options));

    /// <summary>Saves arrays to a buffer writer. An item may set its own compression.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="items">The arrays with their names. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception[@cref='T:System.ArgumentException']"/>
    [OverloadResolutionPriority(-1)]
    public static void Save(IBufferWriter<byte> writer, IEnumerable<NpzItem> items, NpzWriteOptions? options = null) =>
        NpzWriter.Save(Sink(writer), Items(items), NpzWriteOptions.OrDefault(options));

    /// <summary>Saves arrays to a byte array: the content of the file. An item may set its own compression.</summary>
    /// <param name="items">The arrays with their names. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception[@cref='T:System.ArgumentException']"/>
    [OverloadResolutionPriority(-1)]
    public static byte[] Save(IEnumerable<NpzItem> items, NpzWriteOptions? options = null) =>
        NpzWriter.ToBytes(Items(items), NpzWriteOptions.OrDefault(options));

    /// <summary>Saves the arrays of a dictionary, in its order, to a file: <c>np.savez(path, **arrays)</c>.</summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception"/>
    public static void Save(string path, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null) => Save(path, Items(arrays), options);

    /// <summary>Saves the arrays of a dictionary, in its order, to a stream, from its current position; the stream stays open: <c>np.savez(file, **arrays)</c>.</summary>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(Stream, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception"/>
    public static void Save(Stream stream, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null) => Save(stream, Items(arrays), options);

    /// <summary>Saves the arrays of a dictionary, in its order, to a buffer writer: <c>np.savez(file, **arrays)</c>.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(IBufferWriter{byte}, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception"/>
    public static void Save(IBufferWriter<byte> writer, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null) => Save(writer, Items(arrays), options);

    /// <summary>Saves the arrays of a dictionary, in its order, to a byte array, the content of the file: <c>np.savez(file, **arrays)</c>.</summary>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception"/>
    public static byte[] Save(IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null) => Save(Items(arrays), options);

    /// <summary>Saves unnamed arrays to a file as <c>arr_0</c>, <c>arr_1</c>, …: <c>np.savez(path, x, y)</c>.</summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays; CLR arrays are accepted too. Do not modify them during the save.</param>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(string path, params ReadOnlySpan<NdArray> arrays) => Save(path, Items(arrays));

    /// <summary>Saves unnamed arrays to a stream, from its current position, as <c>arr_0</c>, <c>arr_1</c>, …; the stream stays open: <c>np.savez(file, x, y)</c>.</summary>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The arrays; CLR arrays are accepted too. Do not modify them during the save.</param>
    [OverloadResolutionPriority(-1)]
    public static void Save(Stream stream, params ReadOnlySpan<NdArray> arrays) => Save(stream, Items(arrays));

    /// <summary>Saves unnamed arrays to a buffer writer as <c>arr_0</c>, <c>arr_1</c>, …: <c>np.savez(file, x, y)</c>.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The arrays; CLR arrays are accepted too. Do not modify them during the save.</param>
    [OverloadResolutionPriority(-1)]
    public static void Save(IBufferWriter<byte> writer, params ReadOnlySpan<NdArray> arrays) => Save(writer, Items(arrays));

    /// <summary>Saves unnamed arrays to a byte array, the content of the file, as <c>arr_0</c>, <c>arr_1</c>, …: <c>np.savez(file, x, y)</c>.</summary>
    /// <param name="arrays">The arrays; CLR arrays are accepted too. Do not modify them during the save.</param>
    [OverloadResolutionPriority(-1)]
    public static byte[] Save(params ReadOnlySpan<NdArray> arrays) => Save(Items(arrays));

    /// <inheritdoc cref="Save(string, ReadOnlySpan{NdArray})"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(string path, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options) => Save(path, Items(arrays), options);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{NdArray})"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(Stream stream, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options) => Save(stream, Items(arrays), options);

    /// <inheritdoc cref="Save(IBufferWriter{byte}, ReadOnlySpan{NdArray})"/>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(IBufferWriter<byte> writer, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options) => Save(writer, Items(arrays), options);

    /// <inheritdoc cref="Save(ReadOnlySpan{NdArray})"/>
    /// <param name="arrays">The arrays: <c>[x, y]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    [OverloadResolutionPriority(-1)]
    public static byte[] Save(ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options) => Save(Items(arrays), options);

    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="items">The arrays with their names; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save between two blocks; an atomic save leaves the existing file unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync(string path, IEnumerable<NpzItem> items, NpzWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        IEnumerable<NpzItem> all = Items(items);
        NpzWriteOptions chosen = NpzWriteOptions.OrDefault(options);
        return Task.Run(() => NpzWriter.Save(path, all, chosen, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="Save(string, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays by name; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save between two blocks; an atomic save leaves the existing file unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(string path, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(string, ReadOnlySpan{ValueTuple{string, NdArray}}, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The names and their arrays, <c>[("x", x), ("y", y)]</c>; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save between two blocks; an atomic save leaves the existing file unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(string path, ReadOnlySpan<(string Name, NdArray Array)> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(Stream, IEnumerable{NpzItem}, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="items">The arrays with their names; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync(Stream stream, IEnumerable<NpzItem> items, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        NpzWriter.SaveAsync(Sink(stream), Items(items), NpzWriteOptions.OrDefault(options), cancellationToken);

    /// <inheritdoc cref="Save(Stream, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The arrays by name; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(Stream stream, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{ValueTuple{string, NdArray}}, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The names and their arrays, <c>[("x", x), ("y", y)]</c>; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(Stream stream, ReadOnlySpan<(string Name, NdArray Array)> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(string, ReadOnlySpan{NdArray}, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save between two blocks; an atomic save leaves the existing file unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync(string path, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{NdArray}, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync(Stream stream, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Items(arrays), options, cancellationToken);

    private static NpzItem[] Items(ReadOnlySpan<(string Name, NdArray Array)> arrays)
    {
        var items = new NpzItem[arrays.Length];
        for (int i = 0; i < items.Length; i++)
            items[i] = new NpzItem(arrays[i].Name, arrays[i].Array);
        return items;
    }

    private static IEnumerable<NpzItem> Items(IEnumerable<NpzItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items;
    }

    private static NpzItem[] Items(IReadOnlyDictionary<string, NdArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return [.. arrays.Select(pair => new NpzItem(pair.Key, pair.Value))];
    }

    private static NpzItem[] Items(ReadOnlySpan<NdArray> arrays)
    {
        var items = new NpzItem[arrays.Length];
        for (int i = 0; i < items.Length; i++)
            items[i] = new NpzItem(string.Create(CultureInfo.InvariantCulture, $"arr_{i}"), arrays[i]);
        return items;
    }

    private static StreamSink Sink(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamSink(stream);
    }

    private static BufferSink Sink(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return new BufferSink(writer);
    }
}
