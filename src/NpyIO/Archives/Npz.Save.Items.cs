using System.Buffers;
using System.Runtime.CompilerServices;
using NpyIO.IO;

namespace NpyIO;

public static partial class Npz
{
    /// <summary>
    /// Saves arrays to a file, each with its own compression where it says one: <c>np.savez</c>, or with <see cref="NpzWriteOptions.Compressed"/> <c>np.savez_compressed</c>.
    /// Items that are not all there yet are taken one after another as they are written, so that they need not be in memory together.
    /// </summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="items">The arrays with their names. They must not be written to meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Two have the same name, no entry can have it (a NUL, half a surrogate pair, more than 65,535 bytes), or the options cannot be followed.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written, or the path is a directory.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(string path, IEnumerable<NpzItem> items, NpzWriteOptions? options = null) =>
        NpzWriter.Save(path, Items(items), NpzWriteOptions.OrDefault(options));

    /// <summary>Saves arrays to a stream, from where it stands; the stream stays open, each with its own compression where it says one.</summary>
    /// <param name="stream">The stream; it need not be able to seek. Offsets in the archive count from where it stands.</param>
    /// <param name="items">The arrays with their names. They must not be written to meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception[@cref='T:System.ArgumentException']"/>
    [OverloadResolutionPriority(-1)]
    public static void Save(Stream stream, IEnumerable<NpzItem> items, NpzWriteOptions? options = null) =>
        NpzWriter.Save(Sink(stream), Items(items), NpzWriteOptions.OrDefault(options));

    /// <summary>Saves arrays to a buffer writer, each with its own compression where it says one.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="items">The arrays with their names. They must not be written to meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception[@cref='T:System.ArgumentException']"/>
    [OverloadResolutionPriority(-1)]
    public static void Save(IBufferWriter<byte> writer, IEnumerable<NpzItem> items, NpzWriteOptions? options = null) =>
        NpzWriter.Save(Sink(writer), Items(items), NpzWriteOptions.OrDefault(options));

    /// <summary>Saves arrays to bytes: the content of the file, each with its own compression where it says one.</summary>
    /// <param name="items">The arrays with their names. They must not be written to meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception[@cref='T:System.ArgumentException']"/>
    [OverloadResolutionPriority(-1)]
    public static byte[] Save(IEnumerable<NpzItem> items, NpzWriteOptions? options = null) =>
        NpzWriter.ToBytes(Items(items), NpzWriteOptions.OrDefault(options));

    /// <summary>Saves the arrays of a dictionary to a file, in its order: <c>np.savez(path, **arrays)</c>.</summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays by name. They must not be written to meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception"/>
    public static void Save(string path, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null) => Save(path, Items(arrays), options);

    /// <summary>Saves the arrays of a dictionary to a stream, from where it stands; the stream stays open, in its order: <c>np.savez(file, **arrays)</c>.</summary>
    /// <param name="stream">The stream; it need not be able to seek. Offsets in the archive count from where it stands.</param>
    /// <param name="arrays">The arrays by name. They must not be written to meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(Stream, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception"/>
    public static void Save(Stream stream, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null) => Save(stream, Items(arrays), options);

    /// <summary>Saves the arrays of a dictionary to a buffer writer, in its order: <c>np.savez(file, **arrays)</c>.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The arrays by name. They must not be written to meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(IBufferWriter{byte}, IEnumerable{NpzItem}, NpzWriteOptions?)" path="/exception"/>
    public static void Save(IBufferWriter<byte> writer, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null) => Save(writer, Items(arrays), options);

    /// <summary>Saves the arrays of a dictionary to bytes: the content of the file, in its order: <c>np.savez(file, **arrays)</c>.</summary>
    /// <param name="arrays">The arrays by name. They must not be written to meanwhile.</param>
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
