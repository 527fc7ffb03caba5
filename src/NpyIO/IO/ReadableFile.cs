using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Opens files for reading by the path that the kernel means: .NET removes <c>..</c> from a path as text, which is wrong behind a link.</summary>
internal static class ReadableFile
{
    /// <summary>Opens a file; others may write, rename or delete it meanwhile.</summary>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a folder.</exception>
    internal static SafeFileHandle Open(string path) => File.OpenHandle(PathOf(path), share: FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Returns a path to the same file that .NET and the kernel resolve alike.</summary>
    internal static string PathOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);

        // Windows removes the dots itself. At the start of a path they follow the current folder, whose path has no links.
        if (OperatingSystem.IsWindows() || !path.Contains("/..", StringComparison.Ordinal))
            return path;
        string name = Path.GetFileName(path);
        return name is "" or "." or ".." ? Real(path, path) : Path.Combine(Real(path[..^name.Length], path), name);
    }

    /// <summary>Returns the folder that contains a file's companions.</summary>
    internal static string FolderOf(string path) => Path.GetDirectoryName(PathOf(path)) is { Length: > 0 } folder ? folder : ".";

    /// <summary>Returns the path of an existing folder without links and dots; errors name <paramref name="given"/>.</summary>
    internal static unsafe string Real(string folder, string given)
    {
        byte* real = Libc.RealPath([.. Encoding.UTF8.GetBytes(folder), 0], null);
        if (real is null)
            throw OutputError.Of(Marshal.GetLastPInvokeError(), given);
        string text = Marshal.PtrToStringUTF8((nint)real)!;
        NativeMemory.Free(real);
        return text;
    }
}
