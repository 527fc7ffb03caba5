using System.Buffers;
using System.Runtime.CompilerServices;
using NpyIO.IO;

namespace NpyIO;

public static partial class Npz
{
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

    private static NpzItem[] Items(IReadOnlyDictionary<string, NdArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return [.. arrays.Select(pair => new NpzItem(pair.Key, pair.Value))];
    }

    private static IEnumerable<NpzItem> Items(IEnumerable<NpzItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
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
