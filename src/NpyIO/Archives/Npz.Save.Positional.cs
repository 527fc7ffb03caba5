using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace NpyIO;

public static partial class Npz
{
    /// <summary>Saves arrays without names to a file; they become <c>arr_0</c>, <c>arr_1</c>, …: <c>np.savez(path, x, y)</c>.</summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays, also CLR arrays. They must not be written to meanwhile.</param>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written, or the path is a directory.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(string path, params ReadOnlySpan<NdArray> arrays) => Save(path, Items(arrays));

    /// <summary>Saves arrays without names to a stream, from where it stands; the stream stays open; they become <c>arr_0</c>, <c>arr_1</c>, …: <c>np.savez(file, x, y)</c>.</summary>
    /// <param name="stream">The stream; it need not be able to seek. Offsets in the archive count from where it stands.</param>
    /// <param name="arrays">The arrays, also CLR arrays. They must not be written to meanwhile.</param>
    [OverloadResolutionPriority(-1)]
    public static void Save(Stream stream, params ReadOnlySpan<NdArray> arrays) => Save(stream, Items(arrays));

    /// <summary>Saves arrays without names to a buffer writer; they become <c>arr_0</c>, <c>arr_1</c>, …: <c>np.savez(file, x, y)</c>.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The arrays, also CLR arrays. They must not be written to meanwhile.</param>
    [OverloadResolutionPriority(-1)]
    public static void Save(IBufferWriter<byte> writer, params ReadOnlySpan<NdArray> arrays) => Save(writer, Items(arrays));

    /// <summary>Saves arrays without names to bytes: the content of the file; they become <c>arr_0</c>, <c>arr_1</c>, …: <c>np.savez(file, x, y)</c>.</summary>
    /// <param name="arrays">The arrays, also CLR arrays. They must not be written to meanwhile.</param>
    [OverloadResolutionPriority(-1)]
    public static byte[] Save(params ReadOnlySpan<NdArray> arrays) => Save(Items(arrays));

    /// <inheritdoc cref="Save(string, ReadOnlySpan{NdArray})"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options cannot be followed.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(string path, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options) => Save(path, Items(arrays), options);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{NdArray})"/>
    /// <param name="stream">The stream; it need not be able to seek. Offsets in the archive count from where it stands.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options cannot be followed.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(Stream stream, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options) => Save(stream, Items(arrays), options);

    /// <inheritdoc cref="Save(IBufferWriter{byte}, ReadOnlySpan{NdArray})"/>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options cannot be followed.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Save(IBufferWriter<byte> writer, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options) => Save(writer, Items(arrays), options);

    /// <inheritdoc cref="Save(ReadOnlySpan{NdArray})"/>
    /// <param name="arrays">The arrays: <c>[x, y]</c>.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options cannot be followed.</exception>
    [OverloadResolutionPriority(-1)]
    public static byte[] Save(ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options) => Save(Items(arrays), options);

    /// <inheritdoc cref="Save(string, ReadOnlySpan{NdArray}, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>; not to be written to before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing between two blocks; an atomic save then leaves what was there.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync(string path, ReadOnlySpan<NdArray> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{NdArray}, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be able to seek. Offsets in the archive count from where it stands.</param>
    /// <param name="arrays">The arrays: <c>[x, y]</c>; not to be written to before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing, somewhere inside the archive.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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
