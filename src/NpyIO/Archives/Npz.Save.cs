using System.Buffers;

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

    private static NpzItem[] Items(ReadOnlySpan<(string Name, NdArray Array)> arrays)
    {
        var items = new NpzItem[arrays.Length];
        for (int i = 0; i < items.Length; i++)
            items[i] = new NpzItem(arrays[i].Name, arrays[i].Array);
        return items;
    }
}
