using System.Buffers;

namespace NpyIO;

public static partial class Npy
{
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)"/>
    public static void Save<T>(string path, NdArray<T> array, NpyWriteOptions? options = null) => Save(path, Untyping(array), options);

    /// <inheritdoc cref="Save(Stream, NdArray, NpyWriteOptions?)"/>
    public static void Save<T>(Stream stream, NdArray<T> array, NpyWriteOptions? options = null) => Save(stream, Untyping(array), options);

    /// <inheritdoc cref="Save(IBufferWriter{byte}, NdArray, NpyWriteOptions?)"/>
    public static void Save<T>(IBufferWriter<byte> writer, NdArray<T> array, NpyWriteOptions? options = null) => Save(writer, Untyping(array), options);

    /// <inheritdoc cref="Save(NdArray, NpyWriteOptions?)"/>
    public static byte[] Save<T>(NdArray<T> array, NpyWriteOptions? options = null) => Save(Untyping(array), options);

    /// <summary>Saves a CLR array of any rank (<c>T[]</c>, <c>T[,]</c>, …) to a file, with the same shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The elements, whose type must be the CLR type of a dtype.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The element type is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(string, NdArray, NpyWriteOptions?)" path="/remarks|/exception"/>
    public static void Save(string path, Array array, NpyWriteOptions? options = null) => Save(path, NdArray.FromArray(array), options);

    /// <summary>Saves a CLR array of any rank to a stream, at its position, with the same shape.</summary>
    /// <param name="stream">The stream; need not be seekable.</param>
    /// <param name="array">The elements, whose type must be the CLR type of a dtype.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The element type is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(Stream, NdArray, NpyWriteOptions?)" path="/exception"/>
    public static void Save(Stream stream, Array array, NpyWriteOptions? options = null) => Save(stream, NdArray.FromArray(array), options);

    /// <summary>Saves a CLR array of any rank to a buffer writer, with the same shape.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="array">The elements, whose type must be the CLR type of a dtype.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The element type is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(IBufferWriter{byte}, NdArray, NpyWriteOptions?)" path="/exception"/>
    public static void Save(IBufferWriter<byte> writer, Array array, NpyWriteOptions? options = null) => Save(writer, NdArray.FromArray(array), options);

    /// <summary>Saves a CLR array of any rank and returns the content of the file.</summary>
    /// <param name="array">The elements, whose type must be the CLR type of a dtype.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The element type is not the CLR type of a dtype.</exception>
    /// <inheritdoc cref="Save(NdArray, NpyWriteOptions?)" path="/exception"/>
    public static byte[] Save(Array array, NpyWriteOptions? options = null) => Save(NdArray.FromArray(array), options);

    private static NdArray Untyping<T>(NdArray<T> array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.ToNdArray();
    }
}
