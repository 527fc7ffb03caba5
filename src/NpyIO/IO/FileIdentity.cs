using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Identifies a file whatever its path: the device and the file's number on it (the inode).</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    /// <summary>Returns null if the system does not provide the identity.</summary>
    internal static FileIdentity? Of(SafeFileHandle file)
    {
        if (file.IsClosed || file.IsInvalid)
            return null;
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            return FileCalls.Current.StatusOf(file, out FileStatus status) == 0 ? status.Identity : null;
        return OperatingSystem.IsWindows() ? WindowsFile.IdentityOf(file) : null;
    }
}

/// <summary>The Windows call for the identity of an open file.</summary>
internal static unsafe partial class WindowsFile
{
    // BY_HANDLE_FILE_INFORMATION: thirteen 32-bit numbers.
    private const int FieldCount = 13;
    private const int VolumeField = 7;
    private const int IndexHighField = 11;
    private const int IndexLowField = 12;

    internal static FileIdentity? IdentityOf(SafeFileHandle file)
    {
        uint* fields = stackalloc uint[FieldCount];
        return GetFileInformationByHandle(file, fields) == 0
            ? null
            : new FileIdentity(fields[VolumeField], ((ulong)fields[IndexHighField] << 32) | fields[IndexLowField]);
    }

    [LibraryImport("kernel32")]
    private static partial int GetFileInformationByHandle(SafeFileHandle file, uint* information);
}
