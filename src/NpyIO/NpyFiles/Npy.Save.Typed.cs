using System.Buffers;
using System.Runtime.CompilerServices;

namespace NpyIO;

// One-dimensional CLR arrays. They have their own overloads beside Array so that T is the caller's, not that of the array's own type: a string[] passed as an object[] is one of objects.
// Their priority settles what a collection expression is.
public static partial class Npy
{
    /// <summary>Saves a <c>T[]</c> to a file as a one-dimensional array: <c>np.save</c>. T decides about the dtype, as in <see cref="NdArray.FromArray{T}(T[])"/>.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="array">The elements. They must not change during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/remarks|/exception"/>
    [OverloadResolutionPriority(1)]
    public static void Save<T>(string path, T[] array, NpyWriteOptions? options = null) => Save(path, Untyping(NdArray.FromArray(array), options), options);

    /// <summary>Saves a <c>T[]</c> to a stream, at its position, as a one-dimensional array; the stream stays open.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="array">The elements. They must not change during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(Stream, NdArray, NpyWriteOptions?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static void Save<T>(Stream stream, T[] array, NpyWriteOptions? options = null) => Save(stream, Untyping(NdArray.FromArray(array), options), options);

    /// <summary>Saves a <c>T[]</c> to a buffer writer as a one-dimensional array.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="array">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(IBufferWriter{byte}, NdArray, NpyWriteOptions?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static void Save<T>(IBufferWriter<byte> writer, T[] array, NpyWriteOptions? options = null) => Save(writer, Untyping(NdArray.FromArray(array), options), options);

    /// <summary>Saves a <c>T[]</c> as a one-dimensional array and returns the content of the file.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="array">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(NdArray, NpyWriteOptions?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static byte[] Save<T>(T[] array, NpyWriteOptions? options = null) => Save(Untyping(NdArray.FromArray(array), options), options);

    /// <inheritdoc cref="Save{T}(string, T[], NpyWriteOptions?)"/>
    /// <inheritdoc cref="SaveAsync(string, NdArray, NpyWriteOptions?, CancellationToken)" path="/param|/exception"/>
    [OverloadResolutionPriority(1)]
    public static Task SaveAsync<T>(string path, T[] array, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Untyping(NdArray.FromArray(array), options), options, cancellationToken);

    /// <inheritdoc cref="Save{T}(Stream, T[], NpyWriteOptions?)"/>
    /// <inheritdoc cref="SaveAsync(Stream, NdArray, NpyWriteOptions?, CancellationToken)" path="/param|/exception"/>
    [OverloadResolutionPriority(1)]
    public static Task SaveAsync<T>(Stream stream, T[] array, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Untyping(NdArray.FromArray(array), options), options, cancellationToken);
}
