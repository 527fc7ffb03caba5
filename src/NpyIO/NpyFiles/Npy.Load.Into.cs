using System.Runtime.CompilerServices;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>
    /// Loads the array in a file into a caller's buffer, in C order and native byte order. Reusing a buffer saves the cost of fresh memory.
    /// </summary>
    /// <typeparam name="T">The element type to load.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="destination">Receives the elements, from its start; it may be longer than the array.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>. Its order and byte order are ignored.</param>
    /// <returns>The header, with the shape and the number of elements.</returns>
    /// <exception cref="ArgumentException">The destination is too short; nothing has been written to it.</exception>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/exception"/>
    public static NpyHeader Load<T>(string path, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(path, destination, options);

    /// <summary>Loads the array at a stream's position into a caller's buffer, and reads no byte beyond the array.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <inheritdoc cref="Load{T}(string, Span{T}, NpyReadOptions?)"/>
    /// <param name="destination"/>
    /// <param name="options"/>
    public static NpyHeader Load<T>(Stream stream, Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Read(Source(stream), destination, options);

    /// <summary>Loads the array at the start of a buffer into a caller's buffer.</summary>
    /// <param name="data">The content of a .npy file.</param>
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
