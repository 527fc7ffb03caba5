using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using NpyIO.DTypes;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>
    /// Saves an array to a file, byte for byte as <c>np.save(path, array)</c> writes it. No extension is appended. Byte order and Fortran order are kept; any layout that is neither C nor
    /// Fortran order is written in C order. The elements of an array of Python objects are pickled with protocol 4, which NumPy 1.19 and later load (with <c>allow_pickle=True</c>).
    /// </summary>
    /// <remarks>
    /// Unless <see cref="NpyWriteOptions.Atomic"/> is false, the file appears whole or not at all, and a failed save keeps the old file: see <see cref="AtomicFile"/>. Links are followed and
    /// permissions kept. Pipes and devices are written directly.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="array">The array. It must not change during the save.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The requested version cannot hold the header, or an object has no counterpart in Python.</exception>
    /// <exception cref="IOException">The file system reports an error.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    public static void Save(string path, NdArray array, NpyWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.DType.HasObject)
            ObjectWriter.Write(path, array, options);
        else
            ArrayWriter.Write(path, array, options);
    }

    /// <summary>Saves an array to a stream, at its position; the stream stays open.</summary>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="array">The array.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The stream cannot be written, or the requested version cannot hold the header.</exception>
    public static void Save(Stream stream, NdArray array, NpyWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.DType.HasObject)
            ObjectWriter.Write(Sink(stream), array, options);
        else
            ArrayWriter.Write(Sink(stream), array, options);
    }

    /// <summary>Saves an array to a buffer writer.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="array">The array.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/exception[@cref='T:System.ArgumentException']"/>
    public static void Save(IBufferWriter<byte> writer, NdArray array, NpyWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.DType.HasObject)
            ObjectWriter.Write(Sink(writer), array, options);
        else
            ArrayWriter.Write(Sink(writer), array, options);
    }

    /// <summary>Saves an array and returns the content of the file.</summary>
    /// <param name="array">The array.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The file would be too long for a <c>byte[]</c>, or the requested version cannot hold the header.</exception>
    public static byte[] Save(NdArray array, NpyWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.DType.HasObject ? ObjectWriter.ToBytes(array, options) : ArrayWriter.ToBytes(array, options);
    }

    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)"/>
    public static void Save<T>(string path, NdArray<T> array, NpyWriteOptions? options = null) => Save(path, Untyping(array, options), options);

    /// <inheritdoc cref="Save(Stream, NdArray, NpyWriteOptions?)"/>
    public static void Save<T>(Stream stream, NdArray<T> array, NpyWriteOptions? options = null) => Save(stream, Untyping(array, options), options);

    /// <inheritdoc cref="Save(IBufferWriter{byte}, NdArray, NpyWriteOptions?)"/>
    public static void Save<T>(IBufferWriter<byte> writer, NdArray<T> array, NpyWriteOptions? options = null) => Save(writer, Untyping(array, options), options);

    /// <inheritdoc cref="Save(NdArray, NpyWriteOptions?)"/>
    public static byte[] Save<T>(NdArray<T> array, NpyWriteOptions? options = null) => Save(Untyping(array, options), options);

    /// <summary>Saves a CLR array of any rank (<c>T[]</c>, <c>T[,]</c>, …) to a file, with the same shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The elements, whose type must be the CLR type of a dtype.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The element type is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/remarks|/exception"/>
    public static void Save(string path, Array array, NpyWriteOptions? options = null) => Save(path, NdArray.FromArray(array, NpyWriteOptions.UnitOf(options)), options);

    /// <summary>Saves a CLR array of any rank to a stream, at its position, with the same shape.</summary>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="array">The elements, whose type must be the CLR type of a dtype.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The element type is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(Stream, NdArray, NpyWriteOptions?)" path="/exception"/>
    public static void Save(Stream stream, Array array, NpyWriteOptions? options = null) => Save(stream, NdArray.FromArray(array, NpyWriteOptions.UnitOf(options)), options);

    /// <summary>Saves a CLR array of any rank to a buffer writer, with the same shape.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="array">The elements, whose type must be the CLR type of a dtype.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The element type is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(IBufferWriter{byte}, NdArray, NpyWriteOptions?)" path="/exception"/>
    public static void Save(IBufferWriter<byte> writer, Array array, NpyWriteOptions? options = null) => Save(writer, NdArray.FromArray(array, NpyWriteOptions.UnitOf(options)), options);

    /// <summary>Saves a CLR array of any rank and returns the content of the file.</summary>
    /// <param name="array">The elements, whose type must be the CLR type of a dtype.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The element type is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(NdArray, NpyWriteOptions?)" path="/exception"/>
    public static byte[] Save(Array array, NpyWriteOptions? options = null) => Save(NdArray.FromArray(array, NpyWriteOptions.UnitOf(options)), options);

    /// <summary>Saves values to a file as an array of a given shape in C order, without copying them first.</summary>
    /// <typeparam name="T">The type of the values, which must be the CLR type of a dtype.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The number of values does not match the shape.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/remarks|/exception"/>
    public static void Save<T>(string path, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null) =>
        PinnedArray.With(values, shape, NpyWriteOptions.UnitOf(options), array => Save(path, array, options));

    /// <summary>Saves values to a stream as an array of a given shape in C order.</summary>
    /// <param name="stream">The stream, written at its position; it stays open.</param>
    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null) =>
        PinnedArray.With(values, shape, NpyWriteOptions.UnitOf(options), array => Save(stream, array, options));

    /// <summary>Saves values to a buffer writer as an array of a given shape in C order.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(IBufferWriter<byte> writer, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null) =>
        PinnedArray.With(values, shape, NpyWriteOptions.UnitOf(options), array => Save(writer, array, options));

    /// <summary>Saves values as an array of a given shape in C order and returns the content of the file.</summary>
    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static byte[] Save<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null)
    {
        byte[] bytes = [];
        PinnedArray.With(values, shape, NpyWriteOptions.UnitOf(options), array => bytes = Save(array, options));
        return bytes;
    }

    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)"/>
    [OverloadResolutionPriority(-1)]
    public static void Save<T>(string path, ReadOnlySpan<T> values, ReadOnlySpan<int> shape, NpyWriteOptions? options = null) =>
        Save(path, values, ShapeArgument.Widen(shape), options);

    /// <inheritdoc cref="Save{T}(Stream, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)"/>
    [OverloadResolutionPriority(-1)]
    public static void Save<T>(Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<int> shape, NpyWriteOptions? options = null) =>
        Save(stream, values, ShapeArgument.Widen(shape), options);

    /// <inheritdoc cref="Save{T}(IBufferWriter{byte}, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)"/>
    [OverloadResolutionPriority(-1)]
    public static void Save<T>(IBufferWriter<byte> writer, ReadOnlySpan<T> values, ReadOnlySpan<int> shape, NpyWriteOptions? options = null) =>
        Save(writer, values, ShapeArgument.Widen(shape), options);

    /// <inheritdoc cref="Save{T}(ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)"/>
    [OverloadResolutionPriority(-1)]
    public static byte[] Save<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> shape, NpyWriteOptions? options = null) =>
        Save(values, ShapeArgument.Widen(shape), options);

    /// <summary>Saves a tensor with any strides to a file, without copying it first.</summary>
    /// <typeparam name="T">The type of the elements, which must be the CLR type of a dtype.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/remarks|/exception"/>
    public static void Save<T>(string path, in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null) =>
        PinnedArray.With(in tensor, NpyWriteOptions.UnitOf(options), array => Save(path, array, options));

    /// <summary>Saves a tensor to a stream, at its position; the stream stays open.</summary>
    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(Stream stream, in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null) =>
        PinnedArray.With(in tensor, NpyWriteOptions.UnitOf(options), array => Save(stream, array, options));

    /// <summary>Saves a tensor to a buffer writer.</summary>
    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(IBufferWriter<byte> writer, in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null) =>
        PinnedArray.With(in tensor, NpyWriteOptions.UnitOf(options), array => Save(writer, array, options));

    /// <summary>Saves a tensor and returns the content of the file.</summary>
    /// <inheritdoc cref="Save{T}(string, in ReadOnlyTensorSpan{T}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="tensor">The elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static byte[] Save<T>(in ReadOnlyTensorSpan<T> tensor, NpyWriteOptions? options = null)
    {
        byte[] bytes = [];
        PinnedArray.With(in tensor, NpyWriteOptions.UnitOf(options), array => bytes = Save(array, options));
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

    private static StreamSink Sink(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamSink(stream);
    }

    private static BufferSink Sink(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return new BufferSink(writer);
    }

    /// <summary>Dates and times are written in the unit of the options at once: that of the array may not hold them.</summary>
    private static NdArray Untyping<T>(NdArray<T> array, NpyWriteOptions? options)
    {
        ArgumentNullException.ThrowIfNull(array);
        return NpyWriteOptions.UnitOf(options).Of(array);
    }

    private static ReadOnlyTensorSpan<T> SpanOf<T>(Tensor<T> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.AsReadOnlyTensorSpan();
    }
}
