using NpyIO.Archives;
using NpyIO.IO;

namespace NpyIO;

/// <summary>Reads and writes archives of arrays: <c>np.load</c> of .npz files, <c>np.savez</c>, <c>np.savez_compressed</c>.</summary>
public static partial class Npz
{
    /// <summary>Loads every array of an archive file: <c>dict(np.load(path))</c>. Entries that are not arrays are left out. A pipe is read as it arrives.</summary>
    /// <remarks>Checks every CRC and every length. Several threads load the arrays, in C order and native byte order unless the options say otherwise.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The arrays by name, without <c>.npy</c>, in archive order; of several with the same name the last.</returns>
    /// <exception cref="NpyFormatException">
    /// The content is not a readable archive, or an entry cannot be read; the message says what is wrong and where. Single arrays, gzip and pickles are recognised and named.
    /// </exception>
    /// <exception cref="IOException">File system errors pass through unchanged, including <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or the path is a directory.</exception>
    public static Dictionary<string, NdArray> Load(string path, NpyReadOptions? options = null) => Load(ArrayKind.Untyped, path, options, CancellationToken.None);

    /// <summary>Loads every array of the archive that runs from the stream's current position to its end. A stream that cannot seek is read as it arrives.</summary>
    /// <param name="stream">The stream; it stays open and is at its end afterwards.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The stream is not readable.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/remarks|/returns|/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static Dictionary<string, NdArray> Load(Stream stream, NpyReadOptions? options = null) => Load(ArrayKind.Untyped, stream, options);

    /// <summary>Loads every array of an archive in memory; the data are copied.</summary>
    /// <param name="data">The content of a file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/remarks|/returns|/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static Dictionary<string, NdArray> Load(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => Load(ArrayKind.Untyped, data, options);

    /// <inheritdoc cref="Load(string, NpyReadOptions?)"/>
    /// <remarks>Runs on the thread pool, as asynchronous file reads ultimately do.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task<Dictionary<string, NdArray>> LoadAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Load(ArrayKind.Untyped, path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Load(Stream, NpyReadOptions?)"/>
    /// <param name="stream">The stream; it stays open and is at its end afterwards.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read; the stream is then somewhere inside the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task<Dictionary<string, NdArray>> LoadAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        LoadAsync(ArrayKind.Untyped, stream, options, cancellationToken);

    private static bool CanSeek(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            FileThrow.StreamNotReadable(nameof(stream));
        return stream.CanSeek;
    }
}
