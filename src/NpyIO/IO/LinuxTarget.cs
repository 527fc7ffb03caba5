using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// A target on Linux. Every call goes through the directory's descriptor, so that the kernel resolves the path once and nothing can be swapped underneath. The new file has no name until
/// it is complete (open(2), <c>O_TMPFILE</c>), if the file system supports that.
/// </summary>
internal sealed partial class LinuxTarget : OutputTarget
{
    private readonly FileCalls _calls;
    private readonly SafeFileHandle _directory;
    private readonly byte[] _name;
    private readonly uint _fileSystem;
    private FileStatus? _status;
    private SafeFileHandle? _old;
    private NewFile _new;
    private byte[]? _hiddenName;
    private uint _usualMode;

    private LinuxTarget(string path, FileCalls calls, SafeFileHandle directory, byte[] name, FileStatus? status, uint fileSystem)
        : base(path)
    {
        _calls = calls;
        _directory = directory;
        _name = name;
        _status = status;
        _fileSystem = fileSystem;
    }

    /// <summary>How the new file exists while it is written.</summary>
    private enum NewFile
    {
        None,

        /// <summary>Without a name; it gets one through its descriptor's path in /proc.</summary>
        ByProcess,

        /// <summary>Without a name; it gets one through its descriptor.</summary>
        ByDescriptor,

        Hidden,
    }

    internal override bool IsSpecial => _fileSystem == ProcFs || _status is { IsRegular: false };

    internal override Preallocation Growth => Preallocation.On(_fileSystem, _status is not null);

    internal override void RequireUnchanged()
    {
        if (Replaced is not { } replaced)
            return;
        int error = _calls.Status(_directory, _name, out FileStatus now);
        if (error != Errno.NotFound)
            Require(error);
        if (error != 0 || !replaced.Is(now))
            throw OutputError.HasChanged(Path);
    }

    internal override SafeFileHandle OpenSpecial() => Open(Libc.WriteOnly, 0);

    internal override SafeFileHandle OpenInPlace()
    {
        SafeFileHandle file = Open(Libc.WriteOnly | Libc.Create | Libc.OpenNoFollow, UsualMode);
        // As .NET does: do not write into a file that another process has opened exclusively.
        if (_calls.LockShared(file) == Errno.WouldBlock)
        {
            file.Dispose();
            throw OutputError.Of(Errno.WouldBlock, Path);
        }

        return file;
    }

    internal override SafeFileHandle OpenNew(long length)
    {
        if (_status is not null && IsOnlyNew)
            throw OutputError.Exists(Path);
        // Replacing a file requires the right to write it.
        if (_status is not null)
            OpenOld();
        SafeFileHandle file = OpenNameless() ?? OpenHidden();
        try
        {
            if (_old is not null)
                CopyPermissions(file);
            Allocate(file, length);
            return file;
        }
        catch
        {
            Discard();
            file.Dispose();
            throw;
        }
    }

    internal override void Put(SafeFileHandle file, FlushMode flush)
    {
        if (flush == FlushMode.Disk)
            Require(_calls.Flush(file));
        RefreshPermissions(file);
        if (_new == NewFile.Hidden)
            PutHidden(file);
        else
            PutNameless(file);
        _new = NewFile.None;
        LetGoOfOld();
        if (flush == FlushMode.Disk)
            FlushDirectory(file);
    }

    internal override void Flush(SafeFileHandle file)
    {
        Require(_calls.Flush(file));
        FlushDirectory(file);
    }

    public override void Dispose()
    {
        Discard();
        _old?.Dispose();
        _directory.Dispose();
    }

    private void Discard()
    {
        if (_new == NewFile.Hidden)
            _ = _calls.Unlink(_directory, HiddenName);
        _new = NewFile.None;
    }

    private SafeFileHandle Open(int flags, uint mode)
    {
        int error = _calls.Open(_directory, _name, flags, mode, out SafeFileHandle file);
        if (error == 0)
            return file;
        throw OutputError.Of(error, Path);
    }

    private void OpenOld()
    {
        // Do not block if a pipe has taken the file's place.
        int error = _calls.Open(_directory, _name, Libc.WriteOnly | Libc.OpenNoFollow | Libc.NonBlocking, 0, out SafeFileHandle old);
        if (error == Errno.NotFound)
        {
            // Deleted meanwhile.
            _status = null;
            return;
        }

        Require(error);
        _old = old;
        Require(_calls.StatusOf(_old, out FileStatus status));
        _status = status;
    }

    private void LetGoOfOld()
    {
        if (_old is null)
            return;
        // Closing frees the file: do it in the background if it takes longer than queueing it.
        if (Growth == Preallocation.None && _status!.Value.Length < Preallocation.SmallestNew)
            _old.Dispose();
        else
            LateClosing.Add(_old);
        _old = null;
    }

    private void Allocate(SafeFileHandle file, long length)
    {
        if (length == 0 || length < Growth.Smallest)
            return;
        int error = _calls.Allocate(file, 0, length);
        for (int waits = 0; error == Errno.NoSpace && _calls.WaitForRoom(waits); waits++)
            error = _calls.Allocate(file, 0, length);
        // Every other error only means that space cannot be reserved.
        if (error is Errno.NoSpace or Errno.Quota or Errno.TooLarge)
            throw OutputError.Of(error, Path);
        Preallocated = length;
    }

    private void FlushDirectory(SafeFileHandle file)
    {
        // A directory that can be written but not read cannot be flushed alone, and some file systems (9p, vboxsf) cannot flush any directory.
        int error = _calls.Open(_directory, ".\0"u8, Libc.Directory, 0, out SafeFileHandle directory);
        using (directory)
        {
            if (error == 0)
                error = _calls.Flush(directory);
            else
                error = Errno.Invalid;
            Require(error == Errno.Invalid ? _calls.FlushFileSystem(file) : error);
        }
    }

    private void Require(int error)
    {
        if (error != 0)
            throw OutputError.Of(error, Path);
    }
}
