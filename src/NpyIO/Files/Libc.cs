using System.Runtime.InteropServices;

namespace NpyIO.Files;

/// <summary>The few calls of the C library for which .NET has no counterpart. Linux only.</summary>
internal static unsafe partial class Libc
{
    /// <summary><c>O_RDONLY | O_CLOEXEC</c>, the same on every architecture of Linux that .NET runs on.</summary>
    internal const int OpenReadOnly = 0x80000;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    internal static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Status(int directory, string path, int flags, uint mask, byte* status);
}
