using Microsoft.Win32.SafeHandles;
using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public static partial class Npz
{
    /// <summary>Opens an archive file. Reads only its directory, not its entries: <c>np.load(path)</c> of an .npz file.</summary>
    /// <remarks>
    /// The file can still be written, renamed or deleted by others. Offsets in errors are in bytes from the start of the archive, or from the start of the entry if the message names one and
    /// does not say otherwise.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">Default options for reading entries; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The archive; it holds the file open until it is disposed.</returns>
    /// <exception cref="NpyFormatException">The content is not a readable archive; the message says what is wrong and where. Single arrays, gzip and pickles are recognised and named.</exception>
    /// <exception cref="ArgumentException">The path is a pipe; <see cref="Load(string, NpyReadOptions?)"/> reads it.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged, including <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or the path is a directory.</exception>
    public static NpzFile Open(string path, NpyReadOptions? options = null)
    {
        SafeFileHandle handle = ReadableFile.Open(path);
        return Open(TryFileOf(handle), handle, path, options);
    }

    /// <summary>
    /// Opens the archive that runs from the stream's current position to its end. The stream is read when entries are, by one thread at a time; do not move its position meanwhile.
    /// </summary>
    /// <param name="stream">The stream; it must be seekable.</param>
    /// <param name="options">Default options for reading entries; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open. If false, it is closed with the archive, and also if it cannot be read as one.</param>
    /// <returns>The archive.</returns>
    /// <exception cref="ArgumentException">The stream is not readable or not seekable; <see cref="Load(Stream, NpyReadOptions?)"/> reads one that cannot seek.</exception>
    /// <inheritdoc cref="Open(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static NpzFile Open(Stream stream, NpyReadOptions? options = null, bool leaveOpen = false)
    {
        Stream? owned = leaveOpen ? null : stream;
        try
        {
            return new NpzFile(ZipReader.Open(Source(stream)), owned, options);
        }
        catch (Exception e) when (e is not ArgumentException)
        {
            owned?.Dispose();
            throw;
        }
    }

    /// <summary>Opens an archive in memory. The data are kept, not copied: do not change them while the archive is in use.</summary>
    /// <param name="data">The content of a file.</param>
    /// <param name="options">Default options for reading entries; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The archive.</returns>
    /// <inheritdoc cref="Open(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static NpzFile Open(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) =>
        new(ZipReader.Open(new MemorySource(data)), null, options);

    /// <summary>Opens the archive that a source of bytes holds. Its bytes are read when entries are.</summary>
    /// <param name="source">The source.</param>
    /// <param name="options">Default options for reading entries; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the source stays open. If false, it is closed with the archive, and also if it cannot be read as one.</param>
    /// <returns>The archive.</returns>
    /// <exception cref="NotSupportedException">The source can only be awaited; <see cref="OpenAsync(ByteSource, NpyReadOptions?, bool, CancellationToken)"/> does, and then every verb that ends in <c>Async</c>.</exception>
    /// <inheritdoc cref="Open(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static NpzFile Open(ByteSource source, NpyReadOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return new NpzFile(ZipReader.Open(PayloadOf(source)), leaveOpen ? null : source, options);
        }
        catch
        {
            if (!leaveOpen)
                source.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Open(string, NpyReadOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">Default options for reading entries; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the call before reading begins.</param>
    public static Task<NpzFile> OpenAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Open(path, options), cancellationToken);

    /// <inheritdoc cref="Open(Stream, NpyReadOptions?, bool)"/>
    /// <param name="stream">The stream; it must be seekable.</param>
    /// <param name="options">Default options for reading entries; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open. If false, it is closed with the archive, and also if it cannot be read as one.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<NpzFile> OpenAsync(Stream stream, NpyReadOptions? options = null, bool leaveOpen = false, CancellationToken cancellationToken = default)
    {
        Stream? owned = leaveOpen ? null : stream;
        try
        {
            return new NpzFile(await ZipReader.OpenAsync(Source(stream), cancellationToken).ConfigureAwait(false), owned, options);
        }
        catch (Exception e) when (e is not ArgumentException)
        {
            if (owned is not null)
                await owned.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc cref="Open(ByteSource, NpyReadOptions?, bool)"/>
    /// <param name="source">The source.</param>
    /// <param name="options">Default options for reading entries; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the source stays open. If false, it is closed with the archive, and also if it cannot be read as one.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<NpzFile> OpenAsync(ByteSource source, NpyReadOptions? options = null, bool leaveOpen = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return new NpzFile(await ZipReader.OpenAsync(PayloadOf(source), cancellationToken).ConfigureAwait(false), leaveOpen ? null : source, options);
        }
        catch
        {
            if (!leaveOpen)
                source.Dispose();
            throw;
        }
    }

    /// <summary>Creates an archive file to which entries are added one by one. It replaces an existing file when the writer is completed.</summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    public static NpzWriter Create(string path, NpzWriteOptions? options = null)
    {
        NpzWriteOptions chosen = NpzWriteOptions.OrDefault(options);
        return new NpzWriter(OutputFile.Create(path, length: 0, chosen.Atomic, chosen.Flush), chosen);
    }

    /// <summary>Creates an archive in a stream, at its current position, to which entries are added one by one.</summary>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    /// <exception cref="ArgumentException">The stream is not writable, or the options are invalid.</exception>
    public static NpzWriter Create(Stream stream, NpzWriteOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new NpzWriter(stream, NpzWriteOptions.OrDefault(options), leaveOpen);
    }

    /// <summary>Opens an archive for update: entries are added, replaced and removed without recompressing the others. All changes take effect at once when the update is completed.</summary>
    /// <param name="path">The archive; it must exist.</param>
    /// <param name="options">
    /// How new entries are written; null for <see cref="NpzWriteOptions.Default"/>. An update is always atomic. With an alignment, entries that stay are aligned too.
    /// </param>
    /// <exception cref="ArgumentException">The path is a pipe, or the options are invalid.</exception>
    /// <exception cref="NpyFormatException">The content is not a readable archive.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged, including <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or the path is a directory.</exception>
    public static NpzUpdate Update(string path, NpzWriteOptions? options = null)
    {
        NpzWriteOptions chosen = NpzWriteOptions.OrDefault(options);
        SafeFileHandle handle = ReadableFile.Open(path);
        try
        {
            if (TryFileOf(handle) is null)
                NpzThrow.ArchiveNotSeekable(nameof(path));

            // Taken before anything is read, the length too, so that any later change is detected.
            var version = new FileVersion(handle);
            return new NpzUpdate(path, handle, version, ZipReader.Open(TryFileOf(handle)!), chosen);
        }
        catch (Exception e)
        {
            (e as NpyFormatException)?.AddPath(path);
            handle.Dispose();
            throw;
        }
    }

    private static NpzFile Open(PayloadSource? archive, SafeFileHandle handle, string path, NpyReadOptions? options)
    {
        try
        {
            archive ??= NpzThrow.ArchiveNotSeekable(nameof(path));
            return new NpzFile(ZipReader.Open(archive), handle, options) { Path = path };
        }
        catch (Exception e)
        {
            (e as NpyFormatException)?.AddPath(path);
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Returns null for a pipe. Accepts an empty file, so that it is reported as not an archive.</summary>
    internal static PayloadSource? TryFileOf(SafeFileHandle handle) =>
        FileSource.TryOpen(handle) is not { } file ? null : file.Length == PayloadSource.Unknown ? new MemorySource(default) : file;

    private static PayloadSource PayloadOf(ByteSource source) => source.ToPayload() is { Length: not PayloadSource.Unknown } payload ? payload : new MemorySource(default);

    private static SeekableSource Source(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            FileThrow.StreamNotReadable(nameof(stream));
        if (!stream.CanSeek)
            NpzThrow.ArchiveNotSeekable(nameof(stream));
        return new SeekableSource(stream);
    }
}
