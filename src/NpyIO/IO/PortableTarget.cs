using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>A place on Windows, macOS and other systems: a file grows under a hidden name in the same folder, and is renamed.</summary>
internal sealed class PortableTarget : OutputTarget
{
    private const int MaxLinks = 40;
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

    /// <inheritdoc cref="OutputTarget.Find"/>
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
            // It has been deleted.
        }

        throw OutputError.HasChanged(Path);
    }

    internal override SafeFileHandle OpenSpecial() => File.OpenHandle(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    internal override SafeFileHandle OpenInPlace() => File.OpenHandle(_target, FileMode.OpenOrCreate, FileAccess.Write);

    internal override SafeFileHandle OpenNew(long length)
    {
        if (File.Exists(_target))
        {
            // To replace a file takes the right to write it.
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
        // Others may read it from now on, and it is complete.
        if (_mode is { } mode && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, ModeFor(file, mode));
        if (flush == FlushMode.Disk)
            RandomAccess.FlushToDisk(file);
        _new!.Dispose();
        RequireUnchanged();
        File.Move(_hidden, _target, overwrite: true);
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
            // The error that brought us here is the one to report.
        }
    }

    /// <summary>The path of a name in a folder that exists: without links and dots before the name, which are resolved as the system does it.</summary>
    private static string Place(string given, string path)
    {
        // Windows itself takes the dots out of a path before it follows links.
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

    /// <summary>Gives the new file the old one's group if it may be, and returns the mode that gives nobody more than before.</summary>
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
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, PreallocationSize = length < Preallocation.SmallestNew ? 0 : length };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerMode;
        return new FileStream(_hidden, options);
    }

    /// <summary>The mode that a new file gets here: that of an empty one, removed at once.</summary>
    private UnixFileMode UsualMode()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose };
        using var probe = new FileStream(Unique(), options);
        return OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(probe.SafeFileHandle);
    }
}
