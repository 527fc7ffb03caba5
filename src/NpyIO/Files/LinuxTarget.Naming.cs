using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.Files;

// How the new file exists, and how it gets its name.
internal sealed partial class LinuxTarget
{
    private const uint OwnerMode = 0b110_000_000;
    private const uint UsualMode = 0b110_110_110;

    /// <summary>How often two savers may get in each other's way before one gives up: each time takes microseconds.</summary>
    private const int MaxAttempts = 1000;

    /// <summary>The name that the file has for a moment before it replaces another one; one for each target, so that what a killed process leaves there is removed by the next save.</summary>
    private byte[] HiddenName => _hiddenName ??= Encoding.ASCII.GetBytes($".npyio-{XxHash128.HashToUInt128(_name):x32}.tmp\0");

    private static byte[] UniqueName() => Encoding.ASCII.GetBytes($".npyio-{Guid.NewGuid():N}.tmp\0");

    /// <summary>Opens a file without a name; null if the file system or the kernel has none, or could not name it later.</summary>
    private SafeFileHandle? OpenNameless()
    {
        // A new file gets the mode that every new file gets; one that replaces another gets that one's.
        int error = _calls.Open(_directory, ".\0"u8, Libc.WriteOnly | Libc.Nameless, _old is null ? UsualMode : OwnerMode, out SafeFileHandle file);
        if (error is Errno.NotSupported or Errno.IsDirectory or Errno.Invalid or Errno.NotFound)
            return null;
        Require(error);
        foreach (NewFile way in (ReadOnlySpan<NewFile>)[NewFile.ByProcess, NewFile.ByDescriptor])
        {
            // The kernel looks at the old name before the new one: for one that exists, only a way that works says so.
            if (Link(file, way, ".\0"u8) == Errno.Exists)
            {
                _new = way;
                return file;
            }
        }

        file.Dispose();
        return null;
    }

    /// <summary>Opens a file under a hidden name.</summary>
    private SafeFileHandle OpenHidden()
    {
        if (_old is null)
            _usualMode = FindUsualMode();
        int error = CreateHidden(OwnerMode, out SafeFileHandle file);
        if (error == Errno.Exists)
        {
            // Somebody writes it now, or was killed while he did: only the lock tells.
            RemoveAbandoned();
            error = CreateHidden(OwnerMode, out file);
        }

        if (error == Errno.Exists)
        {
            _hiddenName = UniqueName();
            error = CreateHidden(OwnerMode, out file);
        }

        Require(error);
        _new = NewFile.Hidden;
        _ = _calls.LockShared(file);
        return file;
    }

    private int CreateHidden(uint mode, out SafeFileHandle file) =>
        _calls.Open(_directory, HiddenName, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.OpenNoFollow, mode, out file);

    private void RemoveAbandoned()
    {
        if (_calls.Open(_directory, HiddenName, Libc.WriteOnly | Libc.OpenNoFollow | Libc.NonBlocking, 0, out SafeFileHandle file) == 0 && _calls.LockAlone(file) == 0)
            _ = _calls.Unlink(_directory, HiddenName);
        file.Dispose();
    }

    /// <summary>The mode that a new file gets here, of which only the system knows how the process's mask and the folder's defaults make it: that of an empty one, removed at once.</summary>
    private uint FindUsualMode()
    {
        byte[] name = UniqueName();
        Require(_calls.Open(_directory, name, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.OpenNoFollow, UsualMode, out SafeFileHandle file));
        using (file)
        {
            int error = _calls.StatusOf(file, out FileStatus status);
            _ = _calls.Unlink(_directory, name);
            Require(error);
            return status.Permissions;
        }
    }

    private void PutHidden(SafeFileHandle file)
    {
        if (_old is null)
            SetMode(file, _usualMode);
        Require(_calls.Rename(_directory, HiddenName, _name));
    }

    /// <summary>Names the file: at once if there is none of that name, so that nothing is ever left behind; otherwise by a hidden name, since only renaming replaces.</summary>
    private void PutNameless(SafeFileHandle file)
    {
        int error = _old is null ? Link(file, _new, _name) : Errno.Exists;
        if (error == 0)
            _ = _calls.Unlink(_directory, HiddenName);
        else if (error == Errno.Exists)
            Replace(file);
        else
            throw OutputError.Of(error, Path);
    }

    /// <summary>
    /// Replaces what has the name. Others may do so at the same time, and remove or rename what has the hidden name: then this file is there already, or it is done again. Whatever gets the
    /// name is a complete file, and the last one stays.
    /// </summary>
    private void Replace(SafeFileHandle file)
    {
        Require(_calls.StatusOf(file, out FileStatus mine));
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            int error = Link(file, _new, HiddenName);
            if (error == Errno.Exists)
            {
                if (_calls.Unlink(_directory, HiddenName) is not (0 or Errno.NotFound))
                    _hiddenName = UniqueName();
                continue;
            }

            Require(error);
            error = _calls.Rename(_directory, HiddenName, _name);
            // To rename a file over itself does nothing (rename(2)): somebody has named it before.
            if (error != 0 || attempt > 0)
                RemoveHidden(mine);
            if (error == 0 || (error == Errno.NotFound && IsAt(_name, mine)))
                return;
            if (error != Errno.NotFound)
                throw OutputError.Of(error, Path);
        }

        throw OutputError.Of(Errno.WouldBlock, Path);
    }

    private void RemoveHidden(in FileStatus mine)
    {
        if (IsAt(HiddenName, mine))
            _ = _calls.Unlink(_directory, HiddenName);
    }

    private bool IsAt(byte[] name, in FileStatus mine) => _calls.Status(_directory, name, out FileStatus status) == 0 && status.Identity == mine.Identity;

    /// <summary>Gives the file a name that does not exist.</summary>
    private int Link(SafeFileHandle file, NewFile way, ReadOnlySpan<byte> name)
    {
        if (way == NewFile.ByDescriptor)
            return _calls.Link(file, "\0"u8, Libc.EmptyPath, _directory, name);
        Span<byte> path = stackalloc byte[32];
        "/proc/self/fd/"u8.CopyTo(path);
        int length = "/proc/self/fd/"u8.Length;
        file.DangerousGetHandle().TryFormat(path[length..], out int digits, provider: CultureInfo.InvariantCulture);
        path[length + digits] = 0;
        return _calls.Link(Libc.CurrentDirectory, path, Libc.FollowLink, _directory, name);
    }
}
