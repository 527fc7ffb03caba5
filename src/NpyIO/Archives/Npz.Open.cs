using Microsoft.Win32.SafeHandles;
using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public static partial class Npz
{
    /// <summary>Opens the archive in a file: its directory is read, and nothing of its entries. <c>np.load(path)</c> of an .npz file.</summary>
    /// <remarks>Nobody is kept from writing, renaming or deleting the file meanwhile. Offsets in errors count, in bytes, from the archive's start, or from an entry's where one is named and the message says no other.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How entries are read where nothing else is asked for; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The archive, which holds the file open until it is disposed.</returns>
    /// <exception cref="NpyFormatException">The content is not an archive that can be read: the message says what is wrong, and where. Single arrays, gzip and pickles are named.</exception>
    /// <exception cref="ArgumentException">The path leads to a pipe, which <see cref="Load(string, NpyReadOptions?)"/> reads.</exception>
    /// <exception cref="IOException">The file system's errors pass through, among them <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static NpzFile Open(string path, NpyReadOptions? options = null) => Open(ReadableFile.Open(path), path, options);

    /// <summary>Opens the archive that a stream has from where it stands to its end. The stream is read when entries are, by one thread at a time, and must not be moved meanwhile.</summary>
    /// <param name="stream">The stream, which can seek.</param>
    /// <param name="options">How entries are read where nothing else is asked for; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the archive is closed; otherwise it is closed with it, and where it cannot be read as an archive.</param>
    /// <returns>The archive.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read, or cannot seek: then <see cref="Load(Stream, NpyReadOptions?)"/> reads it.</exception>
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

    /// <summary>Opens the archive in some bytes, which are kept: do not change them while it is in use.</summary>
    /// <param name="data">The content of a file.</param>
    /// <param name="options">How entries are read where nothing else is asked for; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The archive.</returns>
    /// <inheritdoc cref="Open(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static NpzFile Open(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) =>
        new(ZipReader.Open(new MemorySource(data)), null, options);

    /// <inheritdoc cref="Open(string, NpyReadOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">How entries are read where nothing else is asked for; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading before it begins.</param>
    public static Task<NpzFile> OpenAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Open(path, options), cancellationToken);

    /// <inheritdoc cref="Open(Stream, NpyReadOptions?, bool)"/>
    /// <param name="stream">The stream, which can seek.</param>
    /// <param name="options">How entries are read where nothing else is asked for; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the archive is closed; otherwise it is closed with it, and where it cannot be read as an archive.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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

    private static NpzFile Open(SafeFileHandle handle, string path, NpyReadOptions? options)
    {
        try
        {
            if (!IsSeekable(handle))
                NpzThrow.ArchiveNotSeekable(nameof(path));
            return new NpzFile(ZipReader.Open(FileOf(handle)), handle, options) { Path = path };
        }
        catch (Exception e)
        {
            (e as NpyFormatException)?.IsNotOf(path);
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file has places to read at, which a pipe has not.</summary>
    private static bool IsSeekable(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>A file of which even nothing is known to be there: an empty one is no archive, and gets told so.</summary>
    internal static PayloadSource FileOf(SafeFileHandle handle) =>
        RandomAccess.GetLength(handle) == 0 ? new MemorySource(default) : new FileSource(handle, 0);

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
