using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

// Creates the new file and gives it its name.
internal sealed partial class LinuxTarget
{
    private const uint OwnerMode = 0b110_000_000;
    private const uint UsualMode = 0b110_110_110;

    // To take the hidden name: another saver holds it for microseconds only.
    private const int MaxAttempts = 50;

    // To create a file under the hidden name: another saver holds it while it writes.
    private const int MaxHiddenAttempts = 3;

    /// <summary>The temporary name depends only on the target, so that the next save removes what a killed process leaves.</summary>
    private byte[] HiddenName => _hiddenName ??= Encoding.ASCII.GetBytes($".npyio-{XxHash128.HashToUInt128(_name):x32}.tmp\0");

    private static byte[] UniqueName() => Encoding.ASCII.GetBytes($".npyio-{Guid.NewGuid():N}.tmp\0");

    /// <summary>Returns null if the file system or kernel cannot create a file without a name, or name it later.</summary>
    private SafeFileHandle? OpenNameless()
    {
        // Use the mode of any new file or, for a replacement, the old file's, so that it need not be changed later. Nobody can open the file meanwhile.
        int error = _calls.Open(_directory, ".\0"u8, Libc.ReadWrite | Libc.Nameless, _status?.Permissions ?? UsualMode, out SafeFileHandle file);
        if (error is Errno.NotSupported or Errno.IsDirectory or Errno.Invalid or Errno.NotFound)
            return null;
        RequireInFolder(error);
        foreach (NewFile way in (ReadOnlySpan<NewFile>)[NewFile.ByProcess, NewFile.ByDescriptor])
        {
            // The kernel checks the old name before the new one: only a way that works reports that the new name exists.
            if (Link(file, way, ".\0"u8) == Errno.Exists)
            {
                _new = way;
                return file;
            }
        }

        file.Dispose();
        return null;
    }

    private SafeFileHandle OpenHidden()
    {
        if (_old is null)
            _usualMode = FindUsualMode();
        for (int attempt = 0; ; attempt++)
        {
            bool isUnique = attempt == MaxHiddenAttempts;
            if (isUnique)
                _hiddenName = UniqueName();
            int error = CreateHidden(out SafeFileHandle file);
            if (error == Errno.Exists && !isUnique)
            {
                _ = RemoveAbandoned();
                continue;
            }

            RequireInFolder(error);
            error = _calls.Lock(file);
            if (isUnique || IsStillHidden(file, error))
            {
                _new = NewFile.Hidden;
                return file;
            }

            file.Dispose();
        }
    }

    /// <summary>False if another saver took the file for abandoned before it was locked, and removes it.</summary>
    private bool IsStillHidden(SafeFileHandle file, int lockError) =>
        lockError is not (Errno.WouldBlock or Errno.AccessDenied) && _calls.StatusOf(file, out FileStatus status) == 0 && IsAt(HiddenName, status);

    private int CreateHidden(out SafeFileHandle file) =>
        _calls.Open(_directory, HiddenName, Libc.ReadWrite | Libc.Create | Libc.Exclusive | Libc.OpenNoFollow, OwnerMode, out file);

    /// <summary>Returns <see cref="Errno.NotFound"/> if nothing is left, <see cref="Errno.WouldBlock"/> if a lock shows that the saver is alive and about to rename the file.</summary>
    private int RemoveAbandoned()
    {
        int error = _calls.Open(_directory, HiddenName, Libc.WriteOnly | Libc.OpenNoFollow | Libc.NonBlocking, 0, out SafeFileHandle file);
        using (file)
        {
            if (error != 0)
                return error;
            error = _calls.Lock(file);
            if (error != 0)
                return error == Errno.AccessDenied ? Errno.WouldBlock : error;
            // Its saver may have renamed it before we locked it; then the name belongs to another file.
            error = _calls.StatusOf(file, out FileStatus status);
            if (error != 0)
                return error;
            return IsAt(HiddenName, status) ? _calls.Unlink(_directory, HiddenName) : Errno.NotFound;
        }
    }

    private uint FindUsualMode()
    {
        // The mode depends on umask and the folder's defaults: create an empty file to see it.
        byte[] name = UniqueName();
        RequireInFolder(_calls.Open(_directory, name, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.OpenNoFollow, UsualMode, out SafeFileHandle file));
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
        RequireUnchanged();
        if (!IsOnlyNew)
        {
            RequireInFolder(_calls.Rename(_directory, HiddenName, _name));
            return;
        }

        int error = _calls.Link(_directory, HiddenName, 0, _directory, _name);
        if (error == Errno.Exists)
            throw OutputError.Exists(Path);
        RequireInFolder(error);
        _ = _calls.Unlink(_directory, HiddenName);
    }

    private void PutNameless(SafeFileHandle file)
    {
        RequireUnchanged();
        // If the name is free, nothing can be left behind. Otherwise only a rename through the hidden name replaces a file.
        int error = _old is null ? Link(file, _new, _name) : Errno.Exists;
        if (error == 0)
            RemoveAbandoned();
        else if (error == Errno.Exists && IsOnlyNew)
            throw OutputError.Exists(Path);
        else if (error == Errno.Exists)
            Replace(file);
        else
            RequireInFolder(error);
    }

    /// <summary>Only one saver at a time has the hidden name and a lock on it. A file that loses its only name cannot be given another.</summary>
    private void Replace(SafeFileHandle file)
    {
        // In such a folder the hidden name could be created, but neither renamed nor removed.
        if (_calls.StatusOf(_directory, out FileStatus folder) == 0 && folder.IsAppendOnly)
            RequireInFolder(Errno.NotPermitted);
        _ = _calls.Lock(file);
        int error = Link(file, _new, HiddenName);
        var spin = new SpinWait();
        for (int attempt = 0; error == Errno.Exists; attempt++)
        {
            int removed = RemoveAbandoned();
            if (attempt == MaxAttempts || removed is not (0 or Errno.NotFound or Errno.WouldBlock))
                _hiddenName = UniqueName();
            else if (removed == Errno.WouldBlock)
                spin.SpinOnce();
            error = Link(file, _new, HiddenName);
        }

        RequireInFolder(error);
        try
        {
            // Check again: another saver may have had the hidden name until now.
            RequireUnchanged();
            RequireInFolder(_calls.Rename(_directory, HiddenName, _name));
        }
        catch
        {
            _ = _calls.Unlink(_directory, HiddenName);
            throw;
        }
    }

    private void RequireInFolder(int error)
    {
        if (error != 0)
            throw OutputError.InFolder(error, Path, _old is not null);
    }

    private bool IsAt(byte[] name, in FileStatus file) => _calls.Status(_directory, name, out FileStatus status) == 0 && status.Identity == file.Identity;

    /// <summary>The new name must not exist.</summary>
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
