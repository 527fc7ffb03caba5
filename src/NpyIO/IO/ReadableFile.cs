using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Opens files to be read, by the path that the kernel means: .NET takes <c>..</c> out of a path as text, which behind a link leads elsewhere.</summary>
internal static class ReadableFile
{
    /// <summary>Opens a file. Nobody is kept from writing, renaming or deleting it meanwhile.</summary>
    /// <exception cref="IOException">The file system's errors pass through, among them <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    internal static SafeFileHandle Open(string path) => File.OpenHandle(PathOf(path), share: FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Returns a path to the same file that means the same to .NET as to the kernel.</summary>
    internal static string PathOf(string path)
    {
        // Windows takes the dots out itself. At the start of a path they follow the current folder, which is none of links.
        if (OperatingSystem.IsWindows() || !path.Contains("/..", StringComparison.Ordinal))
            return path;
        string name = Path.GetFileName(path);
        return name is "" or "." or ".." ? Real(path, path) : Path.Combine(Real(path[..^name.Length], path), name);
    }

    /// <summary>Returns the folder in which a file's companions are.</summary>
    internal static string FolderOf(string path) => Path.GetDirectoryName(PathOf(path)) is { Length: > 0 } folder ? folder : ".";

    /// <summary>Returns the path of an existing folder without links and dots.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="given">The path that errors name.</param>
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
