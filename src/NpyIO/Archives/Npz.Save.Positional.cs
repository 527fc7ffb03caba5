using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace NpyIO;

public static partial class Npz
{
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

    private static NpzItem[] Items(ReadOnlySpan<NdArray> arrays)
    {
        var items = new NpzItem[arrays.Length];
        for (int i = 0; i < items.Length; i++)
            items[i] = new NpzItem(string.Create(CultureInfo.InvariantCulture, $"arr_{i}"), arrays[i]);
        return items;
    }
}
