using System.Buffers;
using System.Runtime.CompilerServices;
using NpyIO.DTypes;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
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
        PinnedArray.With(values, shape, array => ArrayWriter.Write(path, array, options));

    /// <summary>Saves values to a stream as an array of a given shape in C order.</summary>
    /// <param name="stream">The stream, written at its position; it stays open.</param>
    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null) =>
        PinnedArray.With(values, shape, array => ArrayWriter.Write(Sink(stream), array, options));

    /// <summary>Saves values to a buffer writer as an array of a given shape in C order.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <inheritdoc cref="Save{T}(string, ReadOnlySpan{T}, ReadOnlySpan{long}, NpyWriteOptions?)" path="/typeparam|/exception"/>
    /// <param name="values">The elements, in C order.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    public static void Save<T>(IBufferWriter<byte> writer, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, NpyWriteOptions? options = null) =>
        PinnedArray.With(values, shape, array => ArrayWriter.Write(Sink(writer), array, options));

    /// <summary>Saves values as an array of a given shape in C order and returns the content of the file.</summary>
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
}
