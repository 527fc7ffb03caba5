using System.Buffers;
using System.Runtime.CompilerServices;

namespace NpyIO;

// A single Python object: np.save stores it as an array without axes.
public static partial class Npy
{
    /// <summary>Loads the only element of an array, usually one without axes: <c>np.load(path, allow_pickle=True).item()</c>, such as a dictionary passed to <c>np.save</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The object, as <see cref="Pickle.Load(string, PickleReadOptions?)"/> returns it; for an array of numbers, the number.</returns>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception"/>
    public static object? LoadItem(string path, NpyReadOptions? options = null) => Load(path, options).GetItem();

    /// <summary>Loads the only element of the array at a stream's position, and reads no byte beyond the array.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="LoadItem(string, NpyReadOptions?)" path="/returns"/>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element.</exception>
    /// <inheritdoc cref="Load(Stream, NpyReadOptions?)" path="/exception"/>
    public static object? LoadItem(Stream stream, NpyReadOptions? options = null) => Load(stream, options).GetItem();

    /// <summary>Loads the only element of the array at the start of a buffer.</summary>
    /// <param name="data">The content of a .npy file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element.</exception>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, NpyReadOptions?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static object? LoadItem(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => Load(data, options).GetItem();

    /// <inheritdoc cref="LoadItem(ReadOnlyMemory{byte}, NpyReadOptions?)"/>
    public static object? LoadItem(ReadOnlySpan<byte> data, NpyReadOptions? options = null) => Load(data, options).GetItem();

    /// <inheritdoc cref="LoadItem(string, NpyReadOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<object?> LoadItemAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await LoadAsync(path, options, cancellationToken).ConfigureAwait(false)).GetItem();

    /// <inheritdoc cref="LoadItem(Stream, NpyReadOptions?)"/>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading, possibly inside the array.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<object?> LoadItemAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await LoadAsync(stream, options, cancellationToken).ConfigureAwait(false)).GetItem();

    /// <summary>Saves a single Python object as an array without axes: <c>np.save(path, {'a': 1})</c>. NumPy 1.19 and later load it.</summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="item">The object: anything that <see cref="Pickle.Save(string, object?, PickleWriteOptions?)"/> accepts, usually a dictionary or a list.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The object, or a part of it, has no counterpart in Python.</exception>
    /// <exception cref="IOException">The file system reports an error.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    public static void SaveItem(string path, object? item, NpyWriteOptions? options = null) => Save(path, NdArray.FromItem(item), options);

    /// <summary>Saves a single Python object as an array without axes to a stream, at its position; the stream stays open.</summary>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="item">The object.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The object, or a part of it, has no counterpart in Python; or the stream cannot be written.</exception>
    public static void SaveItem(Stream stream, object? item, NpyWriteOptions? options = null) => Save(stream, NdArray.FromItem(item), options);

    /// <summary>Saves a single Python object as an array without axes to a buffer writer.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="item">The object.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The object, or a part of it, has no counterpart in Python.</exception>
    public static void SaveItem(IBufferWriter<byte> writer, object? item, NpyWriteOptions? options = null) => Save(writer, NdArray.FromItem(item), options);

    /// <summary>Saves a single Python object as an array without axes and returns the content of the file.</summary>
    /// <param name="item">The object.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The object, or a part of it, has no counterpart in Python; or the file would be too long for a <c>byte[]</c>.</exception>
    public static byte[] SaveItem(object? item, NpyWriteOptions? options = null) => Save(NdArray.FromItem(item), options);

    /// <inheritdoc cref="SaveItem(string, object?, NpyWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="item">The object; do not change it before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the writing; an atomic save then keeps the old file.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveItemAsync(string path, object? item, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, NdArray.FromItem(item), options, cancellationToken);

    /// <inheritdoc cref="SaveItem(Stream, object?, NpyWriteOptions?)"/>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="item">The object; do not change it before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the writing, possibly inside the array.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveItemAsync(Stream stream, object? item, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, NdArray.FromItem(item), options, cancellationToken);
}
