using System.Runtime.InteropServices;

namespace NpyIO.Tests.Support;

/// <summary>Links that .NET cannot make.</summary>
internal static partial class SymbolicLink
{
    /// <summary>Makes a symbolic link of any text, which ends with NUL; 0 if that went well.</summary>
    [LibraryImport("libc", EntryPoint = "symlink", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Create(ReadOnlySpan<byte> text, string path);

    /// <summary>Makes another name of a file; 0 if that went well.</summary>
    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateHard(string existing, string path);

    /// <summary>Makes a named pipe; 0 if that went well.</summary>
    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreatePipe(string path, uint mode);
}
