using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using NpyIO.DTypes;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="array">The array. Do not change it before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the writing between two blocks; an atomic save then keeps the old file.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(string path, NdArray array, NpyWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.DType.HasObject
            ? ObjectWriter.WriteAsync(path, array, options, cancellationToken)
            : ArrayWriter.WriteAsync(path, array, options, cancellationToken);
    }

    /// <inheritdoc cref="Save(Stream, NdArray, NpyWriteOptions?)"/>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="array">The array. Do not change it before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the writing, possibly inside the array.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(Stream stream, NdArray array, NpyWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.DType.HasObject
            ? ObjectWriter.WriteAsync(Sink(stream), array, options, cancellationToken)
            : ArrayWriter.WriteAsync(Sink(stream), array, options, cancellationToken);
    }

    /// <inheritdoc cref="SaveAsync(string, NdArray, NpyWriteOptions?, CancellationToken)"/>
    public static Task SaveAsync<T>(string path, NdArray<T> array, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Untyping(array, options), options, cancellationToken);

    /// <inheritdoc cref="SaveAsync(Stream, NdArray, NpyWriteOptions?, CancellationToken)"/>
    public static Task SaveAsync<T>(Stream stream, NdArray<T> array, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Untyping(array, options), options, cancellationToken);

    /// <inheritdoc cref="Save(string, Array, NpyWriteOptions?)"/>
    /// <inheritdoc cref="SaveAsync(string, NdArray, NpyWriteOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task SaveAsync(string path, Array array, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, NdArray.FromArray(array, NpyWriteOptions.UnitOf(options)), options, cancellationToken);

    /// <inheritdoc cref="Save(Stream, Array, NpyWriteOptions?)"/>
    /// <inheritdoc cref="SaveAsync(Stream, NdArray, NpyWriteOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task SaveAsync(Stream stream, Array array, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, NdArray.FromArray(array, NpyWriteOptions.UnitOf(options)), options, cancellationToken);

    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="values">The elements, in C order; do not change them before the task has ended.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the writing between two blocks; an atomic save then keeps the old file.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync<T>(string path, ReadOnlyMemory<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, PinnedArray.Of(values, shape, NpyWriteOptions.UnitOf(options)), options, cancellationToken);

    /// <inheritdoc cref="SaveAsync{T}(string, ReadOnlyMemory{T}, ReadOnlySpan{long}, NpyWriteOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync<T>(string path, ReadOnlyMemory<T> values, ReadOnlySpan<int> shape, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, values, ShapeArgument.Widen(shape), options, cancellationToken);

    /// <inheritdoc cref="Save{T}(Stream, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)"/>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="values">The elements, in C order; do not change them before the task has ended.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the writing, possibly inside the array.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync<T>(Stream stream, ReadOnlyMemory<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, PinnedArray.Of(values, shape, NpyWriteOptions.UnitOf(options)), options, cancellationToken);

    /// <inheritdoc cref="SaveAsync{T}(Stream, ReadOnlyMemory{T}, ReadOnlySpan{long}, NpyWriteOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync<T>(Stream stream, ReadOnlyMemory<T> values, ReadOnlySpan<int> shape, NpyWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, values, ShapeArgument.Widen(shape), options, cancellationToken);

    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="tensor">The elements; do not change them before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the writing between two blocks; an atomic save then keeps the old file.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync<T>(string path, Tensor<T> tensor, NpyWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return SaveAsync(path, PinnedArray.Of(tensor, NpyWriteOptions.UnitOf(options)), options, cancellationToken);
    }

    /// <inheritdoc cref="Save{T}(Stream, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="tensor">The elements; do not change them before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the writing, possibly inside the array.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync<T>(Stream stream, Tensor<T> tensor, NpyWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return SaveAsync(stream, PinnedArray.Of(tensor, NpyWriteOptions.UnitOf(options)), options, cancellationToken);
    }

    private static async Task SaveAsync(string path, PinnedArray pinned, NpyWriteOptions? options, CancellationToken cancellationToken)
    {
        using (pinned)
            await SaveAsync(path, pinned.Array, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SaveAsync(Stream stream, PinnedArray pinned, NpyWriteOptions? options, CancellationToken cancellationToken)
    {
        using (pinned)
            await SaveAsync(stream, pinned.Array, options, cancellationToken).ConfigureAwait(false);
    }
}
