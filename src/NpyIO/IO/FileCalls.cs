using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>The system calls for saving files; a test can make each of them fail. Those of Linux return 0 or an error number.</summary>
internal unsafe class FileCalls
{
    private static readonly FileCalls System = new();
    private static readonly AsyncLocal<FileCalls?> Replacement = new();

    /// <summary>The system's calls, or a test's replacement in the current flow of execution.</summary>
    internal static FileCalls Current => Replacement.Value ?? System;

    internal virtual bool IsLinux => OperatingSystem.IsLinux();

    /// <summary>Replaces the calls in the current flow of execution; null restores the system's.</summary>
    internal static void Replace(FileCalls? calls) => Replacement.Value = calls;

    internal virtual int Open(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, uint mode, out SafeFileHandle file)
    {
        int descriptor, error;
        do
        {
            descriptor = Libc.OpenAt(directory, path, flags | Libc.CloseOnExec | Libc.LargeFile, mode);
            error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (error == Errno.Interrupted);
        file = new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    internal virtual int ReadLink(SafeFileHandle directory, ReadOnlySpan<byte> path, Span<byte> text, out int length) =>
        Length(Libc.ReadLinkAt(directory, path, text, (nuint)text.Length), out length);

    /// <summary>Does not follow a symbolic link.</summary>
    internal virtual int Status(SafeFileHandle directory, ReadOnlySpan<byte> path, out FileStatus status) =>
        Status(directory, path, Libc.NoFollow, out status);

    /// <summary>Linux and macOS only.</summary>
    internal virtual int StatusOf(SafeFileHandle file, out FileStatus status) =>
        OperatingSystem.IsMacOS() ? StatusOnMac(file, out status) : Status(file, "\0"u8, Libc.EmptyPath, out status);

    /// <summary>Follows symbolic links.</summary>
    internal virtual int StatusOf(string path, out FileStatus status) => Status(Libc.CurrentDirectory, [.. Encoding.UTF8.GetBytes(path), 0], 0, out status);

    /// <summary>Returns the magic number of the file system, or 0 if unknown.</summary>
    internal virtual uint FileSystemOf(SafeFileHandle file)
    {
        // struct statfs has at most 120 bytes. Its first field is the type: 4 bytes, or 8 bytes little-endian.
        byte* status = stackalloc byte[256];
        return Libc.FileSystemStatus(file, status) == 0 ? *(uint*)status : 0;
    }

    /// <summary><paramref name="flags"/> is <see cref="Libc.FollowLink"/>, or <see cref="Libc.EmptyPath"/> with an empty path for the open file itself. The name must not exist.</summary>
    internal virtual int Link(SafeFileHandle source, ReadOnlySpan<byte> sourcePath, int flags, SafeFileHandle directory, ReadOnlySpan<byte> name) =>
        Error(Libc.LinkAt(source, sourcePath, directory, name, flags));

    internal virtual int Rename(SafeFileHandle directory, ReadOnlySpan<byte> name, ReadOnlySpan<byte> newName) =>
        Error(Libc.RenameAt(directory, name, directory, newName));

    internal virtual int Unlink(SafeFileHandle directory, ReadOnlySpan<byte> name) => Error(Libc.UnlinkAt(directory, name, 0));

    internal virtual int SetMode(SafeFileHandle file, uint mode) => Error(Libc.ChangeMode(file, mode));

    internal virtual int SetOwner(SafeFileHandle file, uint owner, uint group) => Error(Libc.ChangeOwner(file, owner, group));

    internal virtual int GetAttribute(SafeFileHandle file, ReadOnlySpan<byte> name, Span<byte> value, out int length) =>
        Length(Libc.GetAttribute(file, name, value, (nuint)value.Length), out length);

    internal virtual int SetAttribute(SafeFileHandle file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Error(Libc.SetAttribute(file, name, value, (nuint)value.Length, 0));

    internal virtual int RemoveAttribute(SafeFileHandle file, ReadOnlySpan<byte> name) => Error(Libc.RemoveAttribute(file, name));

    internal virtual int Allocate(SafeFileHandle file, long offset, long length)
    {
        int error;
        do
        {
            error = Error(Libc.Allocate(file, Libc.KeepSize, offset, length));
        }
        while (error == Errno.Interrupted);
        return error;
    }

    /// <summary>Takes the lock that .NET takes for <see cref="FileShare.Read"/>.</summary>
    internal virtual int LockShared(SafeFileHandle file) => Error(Libc.LockWhole(file, Libc.ShareWithoutWaiting));

    /// <summary>Locks an open file until it is closed. Excludes only other callers of this method; readers are not affected.</summary>
    internal virtual int Lock(SafeFileHandle file)
    {
        var whole = new Libc.FileLock { Type = Libc.WriteLock };
        return Error(Libc.Control(file, Libc.SetLock, ref whole));
    }

    /// <summary>Locks one byte of an open file until it is closed, as <see cref="Lock"/> does for all of them.</summary>
    internal virtual int LockByte(SafeFileHandle file, long offset)
    {
        var one = new Libc.FileLock { Type = Libc.WriteLock, Start = offset, Length = 1 };
        return Error(Libc.Control(file, Libc.SetLock, ref one));
    }

    /// <summary>Opens an existing file for reading and writing.</summary>
    internal virtual SafeFileHandle OpenExisting(string path, FileShare share) => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, share);

    internal virtual int Flush(SafeFileHandle file) => Error(Libc.Flush(file));

    internal virtual int FlushFileSystem(SafeFileHandle file) => Error(Libc.FlushFileSystem(file));

    internal virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    internal virtual bool WaitForRoom(int waits) => LateClosing.WaitForRoom(waits);

    internal virtual void SetLength(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    private static int Status(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, out FileStatus status)
    {
        byte* encoded = stackalloc byte[FileStatus.EncodedLength];
        int error = Error(Libc.Status(directory, path, flags, FileStatus.Mask, encoded));
        status = error == 0 ? new FileStatus(new ReadOnlySpan<byte>(encoded, FileStatus.EncodedLength)) : default;
        return error;
    }

    private static int StatusOnMac(SafeFileHandle file, out FileStatus status)
    {
        byte* encoded = stackalloc byte[FileStatus.EncodedLength];
        bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        int error = Error(isArm ? Libc.StatusOnMac(file, encoded) : Libc.StatusOnIntelMac(file, encoded));
        status = error == 0 ? FileStatus.OfMac(new ReadOnlySpan<byte>(encoded, FileStatus.EncodedLength)) : default;
        return error;
    }

    private static int Error(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    private static int Length(nint result, out int length)
    {
        length = (int)Math.Max(result, 0);
        return result < 0 ? Marshal.GetLastPInvokeError() : 0;
    }
}
