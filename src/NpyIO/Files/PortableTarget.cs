using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.Files;

/// <summary>A place on Windows, macOS and other systems: a file grows under a hidden name in the same folder, and is renamed.</summary>
internal sealed class PortableTarget : OutputTarget
{
    private const int MaxLinks = 40;
    private const UnixFileMode OwnerMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PermissionMask = (UnixFileMode)FileStatus.PermissionMask;

    private readonly string _target;
    private FileStream? _new;
    private UnixFileMode? _mode;
    private string _hidden;

    private PortableTarget(string path, string target)
        : base(path)
    {
        _target = target;
        _hidden = Beside(target, $"{XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(System.IO.Path.GetFileName(target))):x32}");
    }

    internal override string? WrittenPath => _new is null ? _target : _hidden;

    internal override bool IsSpecial => SpecialFile.Is(_target);

    /// <inheritdoc cref="OutputTarget.Find"/>
    internal static new PortableTarget Find(string path)
    {
        string place = path;
        for (int links = 0; links <= MaxLinks; links++)
        {
            place = Place(path, place);
            if (new FileInfo(place).LinkTarget is not { } link)
                return Directory.Exists(place) ? throw OutputError.IsFolder(path) : new PortableTarget(path, place);
            place = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(place)!, link);
        }

        throw new IOException($"Too many levels of symbolic links : '{path}'");
    }

    internal override SafeFileHandle OpenSpecial() => File.OpenHandle(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    internal override SafeFileHandle OpenInPlace() => File.OpenHandle(_target, FileMode.OpenOrCreate, FileAccess.Write);

    internal override SafeFileHandle OpenNew(long length)
    {
        if (File.Exists(_target))
        {
            // Whoever may not write the old file may not replace it either.
            using SafeFileHandle old = File.OpenHandle(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsWindows())
                _mode = File.GetUnixFileMode(old) & PermissionMask;
        }
        else if (!OperatingSystem.IsWindows())
        {
            _mode = UsualMode();
        }

        RemoveAbandoned();
        if (File.Exists(_hidden))
            _hidden = Unique();
        _new = Create(length);
        return _new.SafeFileHandle;
    }

    internal override void Put(SafeFileHandle file, FlushMode flush)
    {
        // Others may read it from now on, and it is complete.
        if (_mode is { } mode && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, mode);
        if (flush == FlushMode.Disk)
            RandomAccess.FlushToDisk(file);
        _new!.Dispose();
        File.Move(_hidden, _target, overwrite: true);
        _new = null;
    }

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
        return System.IO.Path.Combine(RealPath(given, folder.Length == 0 ? "." : folder), name);
    }

    private static unsafe string RealPath(string given, string folder)
    {
        byte* path = Libc.RealPath([.. Encoding.UTF8.GetBytes(folder), 0], null);
        if (path is null)
            throw OutputError.Of(Marshal.GetLastPInvokeError(), given);
        string real = Marshal.PtrToStringUTF8((nint)path)!;
        NativeMemory.Free(path);
        return real;
    }

    private static string Beside(string target, string unique) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(target) ?? target, $".npyio-{unique}.tmp");

    private string Unique() => Beside(_target, $"{Guid.NewGuid():N}");

    private FileStream Create(long length)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, PreallocationSize = length < Preallocation.SmallestNew ? 0 : length };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerMode;
        return new FileStream(_hidden, options);
    }

    /// <summary>Removes what a killed process has left under the hidden name; nobody writes it if it can be opened alone.</summary>
    private void RemoveAbandoned()
    {
        try
        {
            File.OpenHandle(_hidden, FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
            File.Delete(_hidden);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is none, or it is in use: then this file gets a name of its own.
        }
    }

    /// <summary>The mode that a new file gets here: that of an empty one, removed at once.</summary>
    private UnixFileMode UsualMode()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose };
        using var probe = new FileStream(Unique(), options);
        return OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(probe.SafeFileHandle);
    }
}
