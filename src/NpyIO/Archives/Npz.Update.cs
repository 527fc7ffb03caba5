using Microsoft.Win32.SafeHandles;
using NpyIO.Archives;
using NpyIO.IO;

namespace NpyIO;

public static partial class Npz
{
    /// <summary>Opens an archive for changes: entries are added, replaced and removed without compressing the others again, all at once when the update is completed.</summary>
    /// <param name="path">The archive, which must be there.</param>
    /// <param name="options">How new entries are written; null for <see cref="NpzWriteOptions.Default"/>. The update is atomic in any case. With an alignment, entries that stay are moved to such places too.</param>
    /// <exception cref="ArgumentException">The path leads to a pipe, or the options cannot be followed.</exception>
    /// <exception cref="NpyFormatException">The content is not an archive that can be read.</exception>
    /// <exception cref="IOException">The file system's errors pass through, among them <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static NpzUpdate Update(string path, NpzWriteOptions? options = null)
    {
        NpzWriteOptions chosen = NpzWriteOptions.OrDefault(options);
        SafeFileHandle handle = ReadableFile.Open(path);
        try
        {
            if (!IsSeekable(handle))
                NpzThrow.ArchiveNotSeekable(nameof(path));
            // Before anything is read: what changes later must show.
            var version = new FileVersion(handle);
            return new NpzUpdate(path, handle, version, Zip.ZipReader.Open(FileOf(handle)), chosen);
        }
        catch (Exception e)
        {
            (e as NpyFormatException)?.IsNotOf(path);
            handle.Dispose();
            throw;
        }
    }
}
