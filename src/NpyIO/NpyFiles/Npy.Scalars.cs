using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.NpyFiles;

namespace NpyIO;

// A single number, text or date: np.save(path, 0.5) stores it as an array without axes.
public static partial class Npy
{
    /// <summary>Loads the only element of an array, with or without axes: <c>np.load(path).item()</c>. An array of more is refused before its data are read.</summary>
    /// <typeparam name="T">The type of the element. The dtype must match, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element. The message has its shape.</exception>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/exception"/>
    public static T LoadScalar<T>(string path, NpyReadOptions? options = null) =>
        ArrayReader.Read(path, Scalar<T>.Create, options).ToNdArray<T>().GetItem();

    /// <summary>Loads the only element of the array at a stream's position, and reads no byte beyond the array. An array of more is refused before its data are read.</summary>
    /// <inheritdoc cref="LoadScalar{T}(string, NpyReadOptions?)" path="/typeparam|/exception[@cref='T:System.InvalidOperationException']"/>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load{T}(Stream, NpyReadOptions?)" path="/exception"/>
    public static T LoadScalar<T>(Stream stream, NpyReadOptions? options = null) =>
        ArrayReader.Read(Source(stream), Scalar<T>.Create, options).ToNdArray<T>().GetItem();

    /// <summary>Loads the only element of the array at the start of a buffer.</summary>
    /// <inheritdoc cref="LoadScalar{T}(string, NpyReadOptions?)" path="/typeparam|/exception[@cref='T:System.InvalidOperationException']"/>
    /// <param name="data">The content of a .npy file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, NpyReadOptions?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static T LoadScalar<T>(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => LoadScalar<T>(data.Span, options);

    /// <inheritdoc cref="LoadScalar{T}(ReadOnlyMemory{byte}, NpyReadOptions?)"/>
    public static T LoadScalar<T>(ReadOnlySpan<byte> data, NpyReadOptions? options = null) =>
        ArrayReader.Read(data, Scalar<T>.Create, options).ToNdArray<T>().GetItem();

    /// <inheritdoc cref="LoadScalar{T}(string, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(string, NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public static async Task<T> LoadScalarAsync<T>(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ArrayReader.ReadAsync(path, Scalar<T>.Create, options, cancellationToken).ConfigureAwait(false)).ToNdArray<T>().GetItem();

    /// <inheritdoc cref="LoadScalar{T}(Stream, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(Stream, NpyReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static async Task<T> LoadScalarAsync<T>(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ArrayReader.ReadAsync(Source(stream), Scalar<T>.Create, options, cancellationToken).ConfigureAwait(false)).ToNdArray<T>().GetItem();

    /// <summary>Creates the decoder for loads of one element of T.</summary>
    internal static class Scalar<T>
    {
        internal static readonly DecoderFactory Create = static (header, options) =>
        {
            if (header.Count != 1)
                ArrayThrow.NoScalar<T>(header.Shape, header.Count);

            return Typed<T>.Create(header, options);
        };
    }
}
