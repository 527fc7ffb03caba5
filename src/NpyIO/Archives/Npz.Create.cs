using NpyIO.IO;

namespace NpyIO;

public static partial class Npz
{
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
}
