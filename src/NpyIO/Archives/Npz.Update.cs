using Microsoft.Win32.SafeHandles;
using NpyIO.Archives;
using NpyIO.IO;

namespace NpyIO;

public static partial class Npz
{
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
            if (!IsSeekable(handle))
                NpzThrow.ArchiveNotSeekable(nameof(path));
            // Taken before anything is read, so that any later change is detected.
            var version = new FileVersion(handle);
            return new NpzUpdate(path, handle, version, Zip.ZipReader.Open(FileOf(handle)), chosen);
        }
        catch (Exception e)
        {
            (e as NpyFormatException)?.AddPath(path);
            handle.Dispose();
            throw;
        }
    }
}
