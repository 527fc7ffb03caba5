using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Opens files for reading by the path that the kernel means: .NET removes <c>..</c> from a path as text, which is wrong behind a link.</summary>
internal static class ReadableFile
{
    /// <summary>Others may write, rename or delete the file meanwhile.</summary>
    internal static SafeFileHandle Open(string path, FileAccess access = FileAccess.Read) =>
        File.OpenHandle(PathOf(path), FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Returns a source for a file or a pipe. The caller owns the handle.</summary>
    internal static PayloadSource SourceOf(SafeFileHandle handle) => FileSource.TryOpen(handle) ?? (PayloadSource)new StreamSource(handle);

    internal static string PathOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);

        // Windows removes the dots itself. At the start of a path they follow the current folder, whose path has no links.
        if (OperatingSystem.IsWindows() || !path.Contains("/..", StringComparison.Ordinal))
            return path;
        string name = Path.GetFileName(path);
        return name is "" or "." or ".." ? Real(path, path) : Path.Combine(Real(path[..^name.Length], path), name);
    }

    internal static string FolderOf(string path) => Path.GetDirectoryName(PathOf(path)) is { Length: > 0 } folder ? folder : ".";

    /// <summary>The folder must exist; errors name <paramref name="given"/>.</summary>
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
