using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// A place on Linux: everything goes through the descriptor of its directory, so that it is the kernel that says where a path leads, and nothing can be slipped underneath. The new file has
/// no name until it is complete (open(2), <c>O_TMPFILE</c>), if the file system can do that.
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
        /// <summary>Not yet, or no more.</summary>
        None,

        /// <summary>Without a name, which it can get by its descriptor's path in /proc.</summary>
        ByProcess,

        /// <summary>Without a name, which it can get by its descriptor.</summary>
        ByDescriptor,

        /// <summary>Under the hidden name.</summary>
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
        // .NET's own way of not writing into what another process has opened for itself.
        if (_calls.LockShared(file) == Errno.WouldBlock)
        {
            file.Dispose();
            throw OutputError.Of(Errno.WouldBlock, Path);
        }

        return file;
    }

    internal override SafeFileHandle OpenNew(long length)
    {
        // To replace a file takes the right to write it.
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
        // Not to wait, should a pipe have taken the file's place.
        int error = _calls.Open(_directory, _name, Libc.WriteOnly | Libc.OpenNoFollow | Libc.NonBlocking, 0, out SafeFileHandle old);
        if (error == Errno.NotFound)
        {
            // It has been deleted meanwhile.
            _status = null;
            return;
        }

        Require(error);
        _old = old;
        Require(_calls.StatusOf(_old, out FileStatus status));
        _status = status;
    }

    /// <summary>Closes the replaced file, which frees it: in the background, if that takes longer than handing it over.</summary>
    private void LetGoOfOld()
    {
        if (_old is null)
            return;
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
        bool isFreeing = LateClosing.IsPending;
        int error = _calls.Allocate(file, 0, length);
        if (error == Errno.NoSpace && (LateClosing.Wait() || isFreeing))
            error = _calls.Allocate(file, 0, length);
        // Every other error only says that room cannot be made beforehand.
        if (error is Errno.NoSpace or Errno.Quota or Errno.TooLarge)
            throw OutputError.Of(error, Path);
        Preallocated = length;
    }

    private void FlushDirectory(SafeFileHandle file)
    {
        // A directory that may be written but not read cannot be flushed alone, and some file systems (9p, vboxsf) flush none.
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
