using Microsoft.Win32.SafeHandles;
using NpyIO.IO;

namespace NpyIO.Tests.Support;

/// <summary>The calls by which files are saved, one of which fails; for the current flow of execution until it is disposed of.</summary>
/// <param name="failing">Which call fails, counted from 0; none if there are fewer.</param>
/// <param name="error">The error number with which it does.</param>
internal class FaultyCalls(int failing = int.MaxValue, int error = 0) : FileCalls, IDisposable
{
    private int _count;

    /// <summary>The name of the call that has failed; null if none has.</summary>
    internal string? Failed { get; private set; }

    internal FaultyCalls Use()
    {
        Replace(this);
        return this;
    }

    public void Dispose() => Replace(null);

    /// <summary>A fault is not repeated: a second try would hide it.</summary>
    internal override bool WaitForRoom(int waits) => false;

    internal override int Open(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, uint mode, out SafeFileHandle file)
    {
        if (!Fails("open"))
            return base.Open(directory, path, flags, mode, out file);
        file = new SafeFileHandle(-1, ownsHandle: false);
        return error;
    }

    internal override int Status(SafeFileHandle directory, ReadOnlySpan<byte> path, out FileStatus status)
    {
        status = default;
        return Fails("statx") ? error : base.Status(directory, path, out status);
    }

    internal override int StatusOf(SafeFileHandle file, out FileStatus status)
    {
        status = default;
        return Fails("statx") ? error : base.StatusOf(file, out status);
    }

    internal override int Link(SafeFileHandle source, ReadOnlySpan<byte> sourcePath, int flags, SafeFileHandle directory, ReadOnlySpan<byte> name) =>
        Fails("linkat") ? error : base.Link(source, sourcePath, flags, directory, name);

    internal override int Rename(SafeFileHandle directory, ReadOnlySpan<byte> name, ReadOnlySpan<byte> newName) =>
        Fails("renameat") ? error : base.Rename(directory, name, newName);

    internal override int SetMode(SafeFileHandle file, uint mode) => Fails("fchmod") ? error : base.SetMode(file, mode);

    internal override int SetOwner(SafeFileHandle file, uint owner, uint group) => Fails("fchown") ? error : base.SetOwner(file, owner, group);

    internal override int Allocate(SafeFileHandle file, long offset, long length) => Fails("fallocate") ? error : base.Allocate(file, offset, length);

    internal override int LockByte(SafeFileHandle file, long offset) => Fails("fcntl") ? error : base.LockByte(file, offset);

    internal override SafeFileHandle OpenExisting(string path, FileShare share) => Fails("open existing") ? throw new IOException("It cannot be opened", error) : base.OpenExisting(path, share);

    internal override int Flush(SafeFileHandle file) => Fails("fsync") ? error : base.Flush(file);

    internal override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (Fails("write"))
            throw new IOException("It is full", error);
        base.Write(file, bytes, offset);
    }

    internal override void SetLength(SafeFileHandle file, long length)
    {
        if (Fails("ftruncate"))
            throw new IOException("It cannot be cut", error);
        base.SetLength(file, length);
    }

    private bool Fails(string call)
    {
        if (Interlocked.Increment(ref _count) - 1 != failing)
            return false;
        Failed = call;
        return true;
    }
}

/// <summary>Calls of a system that can do less, so that a fallback is taken.</summary>
internal class LesserCalls(string way) : FaultyCalls
{
    /// <summary>Every way by which a file can get to its place.</summary>
    internal static IEnumerable<string> Ways => ["by process", "by descriptor", "no /proc", "not supported", "is a folder", "invalid", "portable"];

    /// <summary>How often a call was answered otherwise than by the system.</summary>
    internal int Refused { get; private set; }

    internal override bool IsLinux => way != "portable" && base.IsLinux;

    internal override int Open(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, uint mode, out SafeFileHandle file)
    {
        int refusal = (flags & Libc.Nameless) != Libc.Nameless ? 0 : way switch
        {
            "not supported" => Errno.NotSupported,
            "is a folder" => Errno.IsDirectory,
            "invalid" => Errno.Invalid,
            _ => 0,
        };
        if (refusal == 0)
            return base.Open(directory, path, flags, mode, out file);
        Refused++;
        file = new SafeFileHandle(-1, ownsHandle: false);
        return refusal;
    }

    internal override int Link(SafeFileHandle source, ReadOnlySpan<byte> sourcePath, int flags, SafeFileHandle directory, ReadOnlySpan<byte> name)
    {
        // Without flags, it is from one name to another.
        if (way is not ("by descriptor" or "no /proc") || (way == "by descriptor" && flags == Libc.EmptyPath) || flags == 0)
            return base.Link(source, sourcePath, flags, directory, name);
        Refused++;
        return Errno.NotFound;
    }
}
