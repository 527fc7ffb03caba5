using System.Buffers.Binary;

namespace NpyIO.Files;

/// <summary>Tells pipes and devices from files that can be replaced by another of their name.</summary>
internal static class SpecialFile
{
    // Of struct statx, whose layout is the same on every architecture.
    private const int StatusLength = 256;
    private const int ModeOffset = 28;
    private const uint WantType = 1;
    private const int FileTypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Whether a path leads to something that exists and is neither a regular file nor a directory. Open files by their descriptor count too.</summary>
    internal static bool Is(string path) => OperatingSystem.IsWindows()
        ? path.StartsWith(@"\\.\", StringComparison.Ordinal)
        : IsDescriptor(path) || (OperatingSystem.IsLinux() ? IsByStatus(path) : IsByPlace(path));

    /// <summary>What lies behind these is open somewhere: renaming over it would leave the owner with the old file.</summary>
    private static bool IsDescriptor(string path) =>
        path is "/dev/stdin" or "/dev/stdout" or "/dev/stderr"
        || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static bool IsByPlace(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path);

    private static unsafe bool IsByStatus(string path)
    {
        const int CurrentFolder = -100;
        byte* status = stackalloc byte[StatusLength];
        try
        {
            if (Libc.Status(CurrentFolder, path, 0, WantType, status) != 0)
            {
                return false;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than the call.
            return IsByPlace(path);
        }

        var mode = new ReadOnlySpan<byte>(status + ModeOffset, sizeof(ushort));
        int type = (BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(mode) : BinaryPrimitives.ReadUInt16BigEndian(mode)) & FileTypeMask;
        return type is not (Regular or Folder);
    }
}
