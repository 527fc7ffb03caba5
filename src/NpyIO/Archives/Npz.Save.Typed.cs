using System.Buffers;

namespace NpyIO;

// Dictionaries whose arrays all have one type.
public static partial class Npz
{
    /// <summary>Saves the <c>T[]</c>s of a dictionary, in its order, to a file: <c>np.savez(file, **arrays)</c>.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)" path="/exception"/>
    public static void Save<T>(string path, IReadOnlyDictionary<string, T[]> arrays, NpzWriteOptions? options = null) => Save(path, Items(arrays, options), options);

    /// <summary>Saves the <c>T[]</c>s of a dictionary, in its order, to a stream, from its current position; the stream stays open: <c>np.savez(file, **arrays)</c>.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(Stream, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)" path="/exception"/>
    public static void Save<T>(Stream stream, IReadOnlyDictionary<string, T[]> arrays, NpzWriteOptions? options = null) => Save(stream, Items(arrays, options), options);

    /// <summary>Saves the <c>T[]</c>s of a dictionary, in its order, to a buffer writer: <c>np.savez(file, **arrays)</c>.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(IBufferWriter{byte}, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)" path="/exception"/>
    public static void Save<T>(IBufferWriter<byte> writer, IReadOnlyDictionary<string, T[]> arrays, NpzWriteOptions? options = null) => Save(writer, Items(arrays, options), options);

    /// <summary>Saves the <c>T[]</c>s of a dictionary, in its order, to a byte array, the content of the file: <c>np.savez(file, **arrays)</c>.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)" path="/exception"/>
    public static byte[] Save<T>(IReadOnlyDictionary<string, T[]> arrays, NpzWriteOptions? options = null) => Save(Items(arrays, options), options);

    /// <inheritdoc cref="Save{T}(string, IReadOnlyDictionary{string, T[]}, NpzWriteOptions?)"/>
    /// <inheritdoc cref="SaveAsync(string, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task SaveAsync<T>(string path, IReadOnlyDictionary<string, T[]> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Items(arrays, options), options, cancellationToken);

    /// <inheritdoc cref="Save{T}(Stream, IReadOnlyDictionary{string, T[]}, NpzWriteOptions?)"/>
    /// <inheritdoc cref="SaveAsync(Stream, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task SaveAsync<T>(Stream stream, IReadOnlyDictionary<string, T[]> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Items(arrays, options), options, cancellationToken);

    /// <summary>Saves the arrays of T of a dictionary, in its order, to a file: <c>np.savez(file, **arrays)</c>.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)" path="/exception"/>
    public static void Save<T>(string path, IReadOnlyDictionary<string, NdArray<T>> arrays, NpzWriteOptions? options = null) => Save(path, Items(arrays, options), options);

    /// <summary>Saves the arrays of T of a dictionary, in its order, to a stream, from its current position; the stream stays open: <c>np.savez(file, **arrays)</c>.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(Stream, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)" path="/exception"/>
    public static void Save<T>(Stream stream, IReadOnlyDictionary<string, NdArray<T>> arrays, NpzWriteOptions? options = null) => Save(stream, Items(arrays, options), options);

    /// <summary>Saves the arrays of T of a dictionary, in its order, to a buffer writer: <c>np.savez(file, **arrays)</c>.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(IBufferWriter{byte}, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)" path="/exception"/>
    public static void Save<T>(IBufferWriter<byte> writer, IReadOnlyDictionary<string, NdArray<T>> arrays, NpzWriteOptions? options = null) => Save(writer, Items(arrays, options), options);

    /// <summary>Saves the arrays of T of a dictionary, in its order, to a byte array, the content of the file: <c>np.savez(file, **arrays)</c>.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="arrays">The arrays by name. Do not modify them during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)" path="/exception"/>
    public static byte[] Save<T>(IReadOnlyDictionary<string, NdArray<T>> arrays, NpzWriteOptions? options = null) => Save(Items(arrays, options), options);

    /// <inheritdoc cref="Save{T}(string, IReadOnlyDictionary{string, NdArray{T}}, NpzWriteOptions?)"/>
    /// <inheritdoc cref="SaveAsync(string, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task SaveAsync<T>(string path, IReadOnlyDictionary<string, NdArray<T>> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Items(arrays, options), options, cancellationToken);

    /// <inheritdoc cref="Save{T}(Stream, IReadOnlyDictionary{string, NdArray{T}}, NpzWriteOptions?)"/>
    /// <inheritdoc cref="SaveAsync(Stream, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task SaveAsync<T>(Stream stream, IReadOnlyDictionary<string, NdArray<T>> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Items(arrays, options), options, cancellationToken);

    private static NpzItem[] Items<T>(IReadOnlyDictionary<string, T[]> arrays, NpzWriteOptions? options)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return [.. arrays.Select(pair => new NpzItem(pair.Key, (pair.Value is null ? null : NpzWriteOptions.UnitOf(options).Of(NdArray.FromArray(pair.Value)))!))];
    }

    private static NpzItem[] Items<T>(IReadOnlyDictionary<string, NdArray<T>> arrays, NpzWriteOptions? options)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return [.. arrays.Select(pair => new NpzItem(pair.Key, (pair.Value is null ? null : NpzWriteOptions.UnitOf(options).Of(pair.Value))!))];
    }
}
