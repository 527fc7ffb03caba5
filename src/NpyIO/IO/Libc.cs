using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>C library calls without a .NET counterpart; Linux's, unless a comment names another system. Paths are bytes ending with NUL, because a name need not be valid UTF-8.</summary>
internal static unsafe partial class Libc
{
    // Linux open and AT_ flags; those that differ between architectures follow below.
    internal const int WriteOnly = 0x1;
    internal const int ReadWrite = 0x2;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NonBlocking = 0x800;
    internal const int CloseOnExec = 0x80000;
    internal const int PathOnly = 0x200000;
    internal const int NoFollow = 0x100;
    internal const int FollowLink = 0x400;
    internal const int EmptyPath = 0x1000;

    // LOCK_SH | LOCK_NB.
    internal const int ShareWithoutWaiting = 1 | 4;

    // F_OFD_SETLK: a lock of the open file description, which readers do not notice.
    internal const int SetLock = 37;

    // F_WRLCK.
    internal const short WriteLock = 1;

    // FALLOC_FL_KEEP_SIZE.
    internal const int KeepSize = 1;

    // Memory: mmap, msync and madvise.
    internal const int CanRead = 0x1;
    internal const int CanWrite = 0x2;
    internal const int Shared = 0x1;
    internal const int Private = 0x2;
    internal const int Fixed = 0x10;
    internal const int Anonymous = 0x20;
    internal const int SynchronizeNow = 4;
    internal const int WillNeed = 3;
    internal const int DoNotNeed = 4;
    internal const nint MapFailed = -1;

    // AT_FDCWD.
    internal static readonly SafeFileHandle CurrentDirectory = new(-100, ownsHandle: false);

    internal static readonly SafeFileHandle NoFile = new(-1, ownsHandle: false);

    // Three flags differ between two families of architectures: asm/fcntl.h.
    private static readonly bool IsArmOrPower = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Armv6 or Architecture.Arm64 or Architecture.Ppc64le;

    // O_DIRECTORY.
    internal static int Directory { get; } = IsArmOrPower ? 0x4000 : 0x10000;

    // O_NOFOLLOW.
    internal static int OpenNoFollow { get; } = IsArmOrPower ? 0x8000 : 0x20000;

    // O_LARGEFILE: without it, 32-bit processes cannot open files of 2 GiB or more.
    internal static int LargeFile { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Armv6 ? 0x20000 : 0;

    // MAP_NORESERVE: asm/mman.h.
    internal static int NoReserve { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Ppc64le ? 0x40 : 0x4000;

    // O_TMPFILE.
    internal static int Nameless { get; } = 0x400000 | Directory;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(SafeFileHandle directory, ReadOnlySpan<byte> path, Span<byte> text, nuint length);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static partial int Status(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    internal static partial int FileSystemStatus(SafeFileHandle file, byte* status);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(SafeFileHandle oldDirectory, ReadOnlySpan<byte> oldPath, SafeFileHandle directory, ReadOnlySpan<byte> path, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    internal static partial int RenameAt(SafeFileHandle oldDirectory, ReadOnlySpan<byte> oldPath, SafeFileHandle directory, ReadOnlySpan<byte> path);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int ChangeMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    internal static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "fgetxattr", SetLastError = true)]
    internal static partial nint GetAttribute(SafeFileHandle file, ReadOnlySpan<byte> name, Span<byte> value, nuint length);

    [LibraryImport("libc", EntryPoint = "fsetxattr", SetLastError = true)]
    internal static partial int SetAttribute(SafeFileHandle file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "fremovexattr", SetLastError = true)]
    internal static partial int RemoveAttribute(SafeFileHandle file, ReadOnlySpan<byte> name);

    // The function's name for 64-bit lengths differs in 32-bit processes.
    internal static int Allocate(SafeFileHandle file, int mode, long offset, long length) =>
        Environment.Is64BitProcess ? Allocate64(file, mode, offset, length) : AllocateLong(file, mode, offset, length);

    /// <summary>Returns <see cref="MapFailed"/> on an error. Length and offset are in bytes.</summary>
    internal static nint Map(nint address, long length, int protection, int flags, SafeFileHandle file, long offset)
    {
        if (Environment.Is64BitProcess)
            return Map64(address, (nuint)length, protection, flags, file, offset);
        if (length <= int.MaxValue)
            return MapLong(address, (nuint)length, protection, flags, file, offset);
        Marshal.SetLastPInvokeError(Errno.NoMemory);
        return MapFailed;
    }

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    internal static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "msync", SetLastError = true)]
    internal static partial int Synchronize(nint address, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    internal static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int LockWhole(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(SafeFileHandle file, int command, ref FileLock fileLock);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Flush(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    internal static partial int FlushFileSystem(SafeFileHandle file);

    // On Arm.
    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    internal static partial int StatusOnMac(SafeFileHandle file, byte* status);

    // On x64, where the plain name has an older layout.
    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    internal static partial int StatusOnIntelMac(SafeFileHandle file, byte* status);

    /// <summary>Available on every Unix. Free the result.</summary>
    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true)]
    internal static partial byte* RealPath(ReadOnlySpan<byte> path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate64(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "fallocate64", SetLastError = true)]
    private static partial int AllocateLong(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map64(nint address, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "mmap64", SetLastError = true)]
    private static partial nint MapLong(nint address, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    /// <summary>The 64-bit <c>struct flock</c>; offset and length are in bytes. All zero except for the type, it means the whole file.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    internal struct FileLock
    {
        [FieldOffset(0)]
        internal short Type;

        [FieldOffset(8)]
        internal long Start;

        [FieldOffset(16)]
        internal long Length;
    }
}
