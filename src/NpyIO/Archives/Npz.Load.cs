using Microsoft.Win32.SafeHandles;
using NpyIO.Archives;
using NpyIO.IO;

namespace NpyIO;

// Loads every array with elements of one type, and what all loads share.
public static partial class Npz
{
    /// <summary>
    /// Loads every array of an archive file with elements of one CLR type. Each dtype must match that type, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.
    /// Entries that are not arrays are left out.
    /// </summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">The elements of an array are of another type; the message names the entry, both types and the casting that converts.</exception>
    /// <exception cref="OverflowException">The casting is <see cref="Casting.Checked"/> and a value would be lost; the message has the entry, the value and its index.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/remarks|/returns|/exception"/>
    public static Dictionary<string, NdArray<T>> Load<T>(string path, NpyReadOptions? options = null) => Load(ArrayKind.Of<T>(), path, options, CancellationToken.None);

    /// <summary>
    /// Loads every array of the archive that runs from the stream's current position to its end, with elements of one CLR type. A stream that cannot seek is read as it arrives.
    /// </summary>
    /// <param name="stream">The stream; it stays open and is at its end afterwards.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The stream is not readable.</exception>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/typeparam|/exception[@cref='T:System.InvalidCastException']|/exception[@cref='T:System.OverflowException']"/>
    /// <inheritdoc cref="Load(Stream, NpyReadOptions?)" path="/remarks|/returns|/exception"/>
    public static Dictionary<string, NdArray<T>> Load<T>(Stream stream, NpyReadOptions? options = null) => Load(ArrayKind.Of<T>(), stream, options);

    /// <summary>Loads every array of an archive in memory with elements of one CLR type; the data are copied.</summary>
    /// <param name="data">The content of a file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/typeparam|/exception[@cref='T:System.InvalidCastException']|/exception[@cref='T:System.OverflowException']"/>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, NpyReadOptions?)" path="/remarks|/returns|/exception"/>
    public static Dictionary<string, NdArray<T>> Load<T>(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => Load(ArrayKind.Of<T>(), data, options);

    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(string, NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public static Task<Dictionary<string, NdArray<T>>> LoadAsync<T>(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Load(ArrayKind.Of<T>(), path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Load{T}(Stream, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(Stream, NpyReadOptions?, CancellationToken)" path="/param|/exception"/>
    public static Task<Dictionary<string, NdArray<T>>> LoadAsync<T>(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        LoadAsync(ArrayKind.Of<T>(), stream, options, cancellationToken);

    private static Dictionary<string, TArray> Load<TArray>(ArrayKind<TArray> kind, string path, NpyReadOptions? options, CancellationToken cancellationToken)
        where TArray : class
    {
        SafeFileHandle handle = ReadableFile.Open(path);
        if (TryFileOf(handle) is { } archive)
        {
            using NpzFile file = Open(archive, handle, path, options);
            return file.Load(kind, options, cancellationToken);
        }

        try
        {
            using var pipe = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return ForwardArchive.Load(kind, pipe, options, cancellationToken);
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    private static Dictionary<string, TArray> Load<TArray>(ArrayKind<TArray> kind, Stream stream, NpyReadOptions? options)
        where TArray : class
    {
        if (!CanSeek(stream))
            return ForwardArchive.Load(kind, stream, options);
        Dictionary<string, TArray> arrays;
        using (NpzFile file = Open(stream, options, leaveOpen: true))
            arrays = file.Load(kind, options, CancellationToken.None);
        stream.Seek(0, SeekOrigin.End);
        return arrays;
    }

    private static Dictionary<string, TArray> Load<TArray>(ArrayKind<TArray> kind, ReadOnlyMemory<byte> data, NpyReadOptions? options)
        where TArray : class
    {
        using NpzFile file = Open(data, options);
        return file.Load(kind, options, CancellationToken.None);
    }

    private static async Task<Dictionary<string, TArray>> LoadAsync<TArray>(ArrayKind<TArray> kind, Stream stream, NpyReadOptions? options, CancellationToken cancellationToken)
        where TArray : class
    {
        if (!CanSeek(stream))
            return await ForwardArchive.LoadAsync(kind, stream, options, cancellationToken).ConfigureAwait(false);
        Dictionary<string, TArray> arrays;
        using (NpzFile file = await OpenAsync(stream, options, leaveOpen: true, cancellationToken).ConfigureAwait(false))
            arrays = await file.LoadAsync(kind, options, cancellationToken).ConfigureAwait(false);
        stream.Seek(0, SeekOrigin.End);
        return arrays;
    }
}
