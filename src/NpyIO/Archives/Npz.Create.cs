using NpyIO.IO;

namespace NpyIO;

public static partial class Npz
{
    /// <summary>Creates an archive in a file, to add entries one by one; it takes its place when the writer is completed.</summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The options cannot be followed.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written, or the path is a directory.</exception>
    public static NpzWriter Create(string path, NpzWriteOptions? options = null)
    {
        NpzWriteOptions chosen = NpzWriteOptions.OrDefault(options);
        return new NpzWriter(OutputFile.Create(path, length: 0, chosen.Atomic, chosen.Flush), chosen);
    }

    /// <summary>Creates an archive in a stream, from where it stands, to add entries one by one.</summary>
    /// <param name="stream">The stream; it need not be able to seek. Offsets in the archive count from where it stands.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    /// <exception cref="ArgumentException">The stream cannot be written, or the options cannot be followed.</exception>
    public static NpzWriter Create(Stream stream, NpzWriteOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new NpzWriter(stream, NpzWriteOptions.OrDefault(options), leaveOpen);
    }
}
