using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.Coding;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>Loads an array from a file as elements of a CLR type. The dtype must match, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both and the casting that would convert.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception"/>
    public static NdArray<T> Load<T>(string path, NpyReadOptions? options = null) =>
        ArrayReader.Read(path, Typed<T>.Create, options).ToNdArray<T>();

    /// <summary>Loads the array at a stream's position with elements of a CLR type, and reads no byte beyond the array.</summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/exception"/>
    public static NdArray<T> Load<T>(Stream stream, NpyReadOptions? options = null) =>
        ArrayReader.Read(Source(stream), Typed<T>.Create, options).ToNdArray<T>();

    /// <summary>Loads the array at the start of a buffer with elements of a CLR type, as a copy.</summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="data">The content of a .npy file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both and the casting that would convert.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static NdArray<T> Load<T>(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => Load<T>(data.Span, options);

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, NpyReadOptions?)"/>
    public static NdArray<T> Load<T>(ReadOnlySpan<byte> data, NpyReadOptions? options = null) =>
        ArrayReader.Read(data, Typed<T>.Create, options).ToNdArray<T>();

    /// <summary>Loads the array at a stream's position with elements of a CLR type, or returns false at the end of the stream.</summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="array">The array, or null at the end of the stream.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load{T}(Stream, NpyReadOptions?)" path="/exception"/>
    public static bool TryLoad<T>(Stream stream, [NotNullWhen(true)] out NdArray<T>? array, NpyReadOptions? options = null)
    {
        array = ArrayReader.TryRead(Source(stream), Typed<T>.Create, options)?.ToNdArray<T>();
        return array is not null;
    }

    /// <summary>Creates the decoder for loads with elements of T.</summary>
    internal static class Typed<T>
    {
        internal static readonly DecoderFactory Create =
            static (header, options) => header.DType.HasObject
                ? new ObjectDecoder(header, options)
                : ArrayDecoder.Create<T>(header.DType, header.Shape, header.FortranOrder, options.Decoding);
    }
}
