using System.Buffers;
using System.Runtime.CompilerServices;

namespace NpyIO;

// A single Python object, which np.save makes an array of.
public static partial class Npy
{
    /// <summary>Loads the only element of an array, which for an array without axes is all there is: <c>np.load(path, allow_pickle=True).item()</c>, the dictionary that <c>np.save</c> was given.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The object, as <see cref="Pickle.Load(string, PickleReadOptions?)"/> gives it; of an array of numbers the number.</returns>
    /// <exception cref="InvalidOperationException">The array has not exactly one element.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception"/>
    public static object? LoadItem(string path, NpyReadOptions? options = null) => Load(path, options).GetItem();

    /// <summary>Loads the only element of the array that begins where a stream stands, and takes not one byte more.</summary>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="LoadItem(string, NpyReadOptions?)" path="/returns"/>
    /// <exception cref="InvalidOperationException">The array has not exactly one element.</exception>
    /// <inheritdoc cref="Load(Stream, NpyReadOptions?)" path="/exception"/>
    public static object? LoadItem(Stream stream, NpyReadOptions? options = null) => Load(stream, options).GetItem();

    /// <summary>Loads the only element of the array at the start of some bytes.</summary>
    /// <param name="data">The content of a file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="LoadItem(string, NpyReadOptions?)" path="/returns"/>
    /// <exception cref="InvalidOperationException">The array has not exactly one element.</exception>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, NpyReadOptions?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static object? LoadItem(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => Load(data, options).GetItem();

    /// <inheritdoc cref="LoadItem(ReadOnlyMemory{byte}, NpyReadOptions?)"/>
    public static object? LoadItem(ReadOnlySpan<byte> data, NpyReadOptions? options = null) => Load(data, options).GetItem();

    /// <inheritdoc cref="LoadItem(string, NpyReadOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<object?> LoadItemAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await LoadAsync(path, options, cancellationToken).ConfigureAwait(false)).GetItem();

    /// <inheritdoc cref="LoadItem(Stream, NpyReadOptions?)"/>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading, somewhere inside the array.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<object?> LoadItemAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await LoadAsync(stream, options, cancellationToken).ConfigureAwait(false)).GetItem();

    /// <summary>Saves a single Python object as an array without axes: <c>np.save(path, {'a': 1})</c>. Every NumPy from 1.19 on loads it.</summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="item">The object: whatever <see cref="Pickle.Save(string, object?, PickleWriteOptions?)"/> takes, mostly a dictionary or a list.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in it has no counterpart in Python.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written, or the path is a directory.</exception>
    public static void SaveItem(string path, object? item, NpyWriteOptions? options = null) => Save(path, NdArray.FromItem(item), options);

    /// <summary>Saves a single Python object as an array without axes to a stream, from where it stands; the stream stays open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="item">The object.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in it has no counterpart in Python, or the stream cannot be written.</exception>
    public static void SaveItem(Stream stream, object? item, NpyWriteOptions? options = null) => Save(stream, NdArray.FromItem(item), options);

    /// <summary>Saves a single Python object as an array without axes to a buffer writer.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="item">The object.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in it has no counterpart in Python.</exception>
    public static void SaveItem(IBufferWriter<byte> writer, object? item, NpyWriteOptions? options = null) => Save(writer, NdArray.FromItem(item), options);

    /// <summary>Saves a single Python object as an array without axes to bytes: the content of the file.</summary>
    /// <param name="item">The object.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in it has no counterpart in Python, or the file would be longer than a <c>byte[]</c> can be.</exception>
    public static byte[] SaveItem(object? item, NpyWriteOptions? options = null) => Save(NdArray.FromItem(item), options);

    /// <inheritdoc cref="SaveItem(string, object?, NpyWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="item">The object; not to be changed before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing; an atomic save then leaves what was there.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task SaveItemAsync(string path, object? item, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, NdArray.FromItem(item), options, cancellationToken);

    /// <inheritdoc cref="SaveItem(Stream, object?, NpyWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="item">The object; not to be changed before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing, somewhere inside the array.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task SaveItemAsync(Stream stream, object? item, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, NdArray.FromItem(item), options, cancellationToken);
}
