using System.Buffers;
using System.Numerics.Tensors;
using NpyIO.Files;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>Saves values to a file as an array of a shape, in C order; nothing is copied before.</summary>
    /// <typeparam name="T">The type of the values; the CLR type of a dtype.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The shape does not have as many elements as there are values.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/remarks|/exception"/>
    public static void Save<T>(string path, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null) =>
        PinnedArray.With(values, shape, array => ArrayWriter.Write(path, array, options));

    /// <summary>Saves values to a stream as an array of a shape, in C order.</summary>
    /// <param name="stream">The stream, from where it stands; it stays open.</param>
    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null) =>
        PinnedArray.With(values, shape, array => ArrayWriter.Write(Sink(stream), array, options));

    /// <summary>Saves values to a buffer writer as an array of a shape, in C order.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(IBufferWriter<byte> writer, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null) =>
        PinnedArray.With(values, shape, array => ArrayWriter.Write(Sink(writer), array, options));

    /// <summary>Saves values to bytes, as an array of a shape in C order: the content of the file.</summary>
    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static byte[] Save<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null)
    {
        byte[] bytes = [];
        PinnedArray.With(values, shape, array => bytes = ArrayWriter.ToBytes(array, options));
        return bytes;
    }

    /// <summary>Saves a tensor to a file; nothing is copied before, whatever its strides.</summary>
    /// <typeparam name="T">The type of the elements; the CLR type of a dtype.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/remarks|/exception"/>
    public static void Save<T>(string path, in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null) =>
        PinnedArray.With(in tensor, array => ArrayWriter.Write(path, array, options));

    /// <summary>Saves a tensor to a stream, from where it stands; the stream stays open.</summary>
    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="stream">The stream; it need not be able to seek.</param>
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

    /// <summary>Saves a tensor to bytes: the content of the file.</summary>
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
