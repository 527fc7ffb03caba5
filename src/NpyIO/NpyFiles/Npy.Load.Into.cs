using System.Runtime.CompilerServices;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>
    /// Loads the array in a file into a buffer of the caller's, in C order and the machine's byte order: what costs time in a fresh array, its memory, is used again.
    /// </summary>
    /// <typeparam name="T">What the elements are to be.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="destination">Where the elements go, from its start; it may be longer than they are.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>. Their order and byte order are not asked.</param>
    /// <returns>The header, which tells the shape and how many elements there are.</returns>
    /// <exception cref="ArgumentException">The destination is too short; nothing has been written to it.</exception>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/exception"/>
    public static NpyHeader Load<T>(string path, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(path, destination, options);

    /// <summary>Loads the array that begins where a stream stands into a buffer of the caller's, and takes not one byte more.</summary>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <inheritdoc cref="Load{T}(string, Span{T}, NpyReadOptions?)"/>
    /// <param name="destination"/>
    /// <param name="options"/>
    public static NpyHeader Load<T>(Stream stream, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(Source(stream), destination, options);

    /// <summary>Loads the array at the start of some bytes into a buffer of the caller's.</summary>
    /// <param name="data">The content of a file.</param>
    /// <inheritdoc cref="Load{T}(string, Span{T}, NpyReadOptions?)"/>
    /// <param name="destination"/>
    /// <param name="options"/>
    [OverloadResolutionPriority(1)]
    public static NpyHeader Load<T>(ReadOnlyMemory<byte> data, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(data.Span, destination, options);

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, Span{T}, NpyReadOptions?)"/>
    public static NpyHeader Load<T>(ReadOnlySpan<byte> data, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(data, destination, options);
}
