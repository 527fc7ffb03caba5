using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>A target on Windows, macOS and other systems: the file grows under a hidden name in the same folder and is then renamed.</summary>
internal sealed class PortableTarget : OutputTarget
{
    private const UnixFileMode OwnerMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PermissionMask = (UnixFileMode)FileStatus.PermissionMask;

    private readonly string _target;
    private FileStream? _new;
    private UnixFileMode? _mode;
    private FileStatus? _old;
    private readonly string _hidden;

    private PortableTarget(string path, string target)
        : base(path)
    {
        _target = target;
        _hidden = Unique();
    }

    internal override string? WrittenPath => _new is null ? _target : _hidden;

    internal override bool IsSpecial => SpecialFile.Is(_target);

    internal static new PortableTarget Find(string path, string place)
    {
        for (int links = 0; links <= MaxLinks; links++)
        {
            place = Place(path, place);
            if (new FileInfo(place).LinkTarget is not { } link)
                return Directory.Exists(place) ? throw OutputError.IsFolder(path) : new PortableTarget(path, place);
            place = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(place)!, link);
        }

        throw new IOException($"Too many levels of symbolic links : '{path}'");
    }

    internal override void RequireUnchanged()
    {
        if (Replaced is not { } replaced)
            return;
        try
        {
            using SafeFileHandle now = File.OpenHandle(_target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (new FileVersion(now) == replaced)
                return;
        }
        catch (FileNotFoundException)
        {
            // Deleted.
        }

        throw OutputError.HasChanged(Path);
    }

    internal override SafeFileHandle OpenSpecial() => File.OpenHandle(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    internal override SafeFileHandle OpenInPlace() => File.OpenHandle(_target, FileMode.OpenOrCreate, FileAccess.Write);

    internal override SafeFileHandle OpenNew(long length)
    {
        if (File.Exists(_target))
        {
            if (IsOnlyNew)
                throw OutputError.Exists(Path);
            // Replacing a file requires the right to write it.
            using SafeFileHandle old = File.OpenHandle(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsWindows())
                _mode = File.GetUnixFileMode(old) & PermissionMask;
            _old = Status(old);
        }
        else if (!OperatingSystem.IsWindows())
        {
            _mode = UsualMode();
        }

        _new = Create(length);
        return _new.SafeFileHandle;
    }

    internal override void Put(SafeFileHandle file, FlushMode flush)
    {
        // Set the final mode only now that the file is complete: others can read it from here on.
        if (_mode is { } mode && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, ModeFor(file, mode));
        if (flush == FlushMode.Disk)
            RandomAccess.FlushToDisk(file);
        _new!.Dispose();
        RequireUnchanged();
        try
        {
            File.Move(_hidden, _target, overwrite: !IsOnlyNew);
        }
        catch (IOException) when (IsOnlyNew && File.Exists(_target))
        {
            throw OutputError.Exists(Path);
        }

        _new = null;
    }

    internal override void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public override void Dispose()
    {
        if (_new is null)
            return;
        _new.Dispose();
        _new = null;
        try
        {
            File.Delete(_hidden);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Report the error that led here, not this one.
        }
    }

    /// <summary>Resolves the path's folder (links and dots) as the system does; it must exist.</summary>
    private static string Place(string given, string path)
    {
        // Windows itself removes dots from a path before it follows links.
        if (OperatingSystem.IsWindows())
            return System.IO.Path.GetFullPath(path);
        string name = System.IO.Path.GetFileName(path);
        if (name is "" or "." or "..")
            throw OutputError.IsFolder(given);
        string folder = path[..^name.Length];
        return System.IO.Path.Combine(ReadableFile.Real(folder.Length == 0 ? "." : folder, given), name);
    }

    private string Unique() => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(_target) ?? _target, $".npyio-{Guid.NewGuid():N}.tmp");

    private static FileStatus? Status(SafeFileHandle file) =>
        !OperatingSystem.IsWindows() && FileCalls.Current.StatusOf(file, out FileStatus status) == 0 ? status : null;

    /// <summary>Gives the new file the old one's group if allowed, and returns a mode that grants nobody more than before.</summary>
    private UnixFileMode ModeFor(SafeFileHandle file, UnixFileMode mode)
    {
        if (_old is not { } old || Status(file) is not { } made)
            return mode;
        bool isOwnerKept = made.Owner == old.Owner;
        bool isGroupKept = made.Group == old.Group || FileCalls.Current.SetOwner(file, LinuxTarget.KeepOwner, old.Group) == 0;
        return (UnixFileMode)LinuxTarget.ModeFor((uint)mode, isOwnerKept, isGroupKept);
    }

    private FileStream Create(long length)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, PreallocationSize = length < Preallocation.SmallestNew ? 0 : length };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerMode;
        return new FileStream(_hidden, options);
    }

    private UnixFileMode UsualMode()
    {
        // Only an existing file shows the mode that the system gives.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose };
        using var probe = new FileStream(Unique(), options);
        return OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(probe.SafeFileHandle);
    }
}
