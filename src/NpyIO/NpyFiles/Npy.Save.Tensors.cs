using System.Buffers;
using System.Numerics.Tensors;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>Saves a tensor with any strides to a file, without copying it first.</summary>
    /// <typeparam name="T">The type of the elements, which must be the CLR type of a dtype.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/remarks|/exception"/>
    public static void Save<T>(string path, in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null) =>
        PinnedArray.With(in tensor, array => ArrayWriter.Write(path, array, options));

    /// <summary>Saves a tensor to a stream, at its position; the stream stays open.</summary>
    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(Stream stream, in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null) =>
        PinnedArray.With(in tensor, array => ArrayWriter.Write(Sink(stream), array, options));

    /// <summary>Saves a tensor to a buffer writer.</summary>
    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(IBufferWriter<byte> writer, in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null) =>
        PinnedArray.With(in tensor, array => ArrayWriter.Write(Sink(writer), array, options));

    /// <summary>Saves a tensor and returns the content of the file.</summary>
    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static byte[] Save<T>(in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null)
    {
        byte[] bytes = [];
        PinnedArray.With(in tensor, array => bytes = ArrayWriter.ToBytes(array, options));
        return bytes;
    }

    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    public static void Save<T>(string path, in TensorSpan<T> tensor, NpyWriteOptions? options = null) => Save<T>(path, tensor.AsReadOnlyTensorSpan(), options);

    /// <inheritdoc cref="Save{T}(Stream, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    public static void Save<T>(Stream stream, in TensorSpan<T> tensor, NpyWriteOptions? options = null) => Save<T>(stream, tensor.AsReadOnlyTensorSpan(), options);

    /// <inheritdoc cref="Save{T}(IBufferWriter{byte}, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    public static void Save<T>(IBufferWriter<byte> writer, in TensorSpan<T> tensor, NpyWriteOptions? options = null) => Save<T>(writer, tensor.AsReadOnlyTensorSpan(), options);

    /// <inheritdoc cref="Save{T}(in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    public static byte[] Save<T>(in TensorSpan<T> tensor, NpyWriteOptions? options = null) => Save<T>(tensor.AsReadOnlyTensorSpan(), options);

    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    public static void Save<T>(string path, Tensor<T> tensor, NpyWriteOptions? options = null) => Save<T>(path, SpanOf(tensor), options);

    /// <inheritdoc cref="Save{T}(Stream, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    public static void Save<T>(Stream stream, Tensor<T> tensor, NpyWriteOptions? options = null) => Save<T>(stream, SpanOf(tensor), options);

    /// <inheritdoc cref="Save{T}(IBufferWriter{byte}, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    public static void Save<T>(IBufferWriter<byte> writer, Tensor<T> tensor, NpyWriteOptions? options = null) => Save<T>(writer, SpanOf(tensor), options);

    /// <inheritdoc cref="Save{T}(in ReadOnlyTensorSpan{T}, NpyWriteOptions?)"/>
    public static byte[] Save<T>(Tensor<T> tensor, NpyWriteOptions? options = null) => Save<T>(SpanOf(tensor), options);

    private static ReadOnlyTensorSpan<T> SpanOf<T>(Tensor<T> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.AsReadOnlyTensorSpan();
    }
}
