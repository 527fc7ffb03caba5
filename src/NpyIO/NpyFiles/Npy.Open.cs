using NpyIO.IO;

namespace NpyIO;

// Arrays that are read in parts.
public static partial class Npy
{
    /// <summary>Opens a file and reads its header; the elements are read when they are asked for. NumPy's nearest is <c>np.load(path, mmap_mode='r')</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array; it holds the file open until it is disposed. Others may write, rename or delete the file meanwhile.</returns>
    /// <exception cref="NpyFormatException">The content is not a readable array, or has less than its header says. The message names archives, gzip and pickles.</exception>
    /// <exception cref="ArgumentException">The path is a pipe; <see cref="Load(string, NpyReadOptions?)"/> reads it.</exception>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or the path is a directory.</exception>
    public static NpyFile Open(string path, NpyReadOptions? options = null) => NpyFile.Open(new FileByteSource(path), path, options);

    /// <summary>Opens the array that begins at a stream's position. The stream is read when elements are, by one thread at a time; do not move its position meanwhile.</summary>
    /// <param name="stream">The stream; it must be seekable.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open. If false, it is closed with the array, and also if it holds none.</param>
    /// <exception cref="ArgumentException">The stream is not readable or not seekable; <see cref="Load(Stream, NpyReadOptions?)"/> reads one that cannot seek.</exception>
    /// <inheritdoc cref="Open(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static NpyFile Open(Stream stream, NpyReadOptions? options = null, bool leaveOpen = false) =>
        NpyFile.Open(new StreamByteSource(stream, leaveOpen), null, options);

    /// <summary>Opens the array at the start of a buffer. The data are kept, not copied: do not change them while the array is in use.</summary>
    /// <param name="data">The content of a .npy file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Open(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static NpyFile Open(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => NpyFile.Open(new MemoryByteSource(data), null, options);

    /// <summary>Opens the array at the start of a source of bytes.</summary>
    /// <param name="source">The source.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the source stays open. If false, it is closed with the array, and also if it holds none.</param>
    /// <exception cref="NotSupportedException">The source can only be awaited; <see cref="OpenAsync(ByteSource, NpyReadOptions?, bool, CancellationToken)"/> does.</exception>
    /// <inheritdoc cref="Open(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static NpyFile Open(ByteSource source, NpyReadOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        return NpyFile.Open(source, null, options, leaveOpen);
    }

    /// <inheritdoc cref="Open(string, NpyReadOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the call before reading begins.</param>
    public static Task<NpyFile> OpenAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Open(path, options), cancellationToken);

    /// <inheritdoc cref="Open(Stream, NpyReadOptions?, bool)"/>
    /// <param name="stream">The stream; it must be seekable.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open. If false, it is closed with the array, and also if it holds none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task<NpyFile> OpenAsync(Stream stream, NpyReadOptions? options = null, bool leaveOpen = false, CancellationToken cancellationToken = default) =>
        NpyFile.OpenAsync(new StreamByteSource(stream, leaveOpen), options, leaveOpen: false, cancellationToken);

    /// <inheritdoc cref="Open(ByteSource, NpyReadOptions?, bool)"/>
    /// <param name="source">The source.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the source stays open. If false, it is closed with the array, and also if it holds none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task<NpyFile> OpenAsync(ByteSource source, NpyReadOptions? options = null, bool leaveOpen = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return NpyFile.OpenAsync(source, options, leaveOpen, cancellationToken);
    }
}
