using Microsoft.Win32.SafeHandles;

namespace NpyIO.Files;

/// <summary>
/// A file that is being written. An atomic one grows beside its target under a name of its own and takes the target's place on <see cref="Complete"/>;
/// without that, <see cref="Dispose"/> removes it, and what was there before is untouched. Pipes and devices are written directly.
/// </summary>
/// <remarks>
/// Links are followed, so that the file they lead to is replaced and they stay. The new file has the permission bits of the one it replaces; another owner is not kept,
/// and further hard links go on naming the old content. What a killed process leaves behind is named <c>.npyio-*.tmp</c>.
/// </remarks>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _target;
    private readonly string? _temporary;
    private readonly FlushMode _flush;
    private bool _completed;

    private OutputFile(SafeFileHandle handle, string path, string target, string? temporary, FlushMode flush)
        : this(handle, new FileSink(handle), path, target, temporary, flush)
    {
    }

    private OutputFile(SafeFileHandle handle, ByteSink sink, string path, string target, string? temporary, FlushMode flush)
    {
        Handle = handle;
        Sink = sink;
        _path = path;
        _target = target;
        _temporary = temporary;
        _flush = flush;
    }

    /// <summary>The open file, empty as yet.</summary>
    internal SafeFileHandle Handle { get; }

    /// <summary>Where its bytes go, from the first on.</summary>
    internal ByteSink Sink { get; }

    /// <summary>Opens a file to be written.</summary>
    /// <param name="path">Where it is to be in the end.</param>
    /// <param name="length">How long it will be, in bytes, so that the disk can make room at once; 0 when that is not known.</param>
    /// <param name="options">Whether it is atomic, and how far it is flushed.</param>
    /// <remarks>The errors of the file system name the path as it was given.</remarks>
    internal static OutputFile Create(string path, long length, NpyWriteOptions options) => Create(path, length, options.Atomic, options.Flush);

    /// <inheritdoc cref="Create(string, long, NpyWriteOptions)"/>
    /// <param name="path">Where it is to be in the end.</param>
    /// <param name="length">How long it will be, in bytes, so that the disk can make room at once; 0 when that is not known.</param>
    /// <param name="atomic">Whether it is written beside its target and renamed at the end.</param>
    /// <param name="flush">How far it is flushed.</param>
    internal static OutputFile Create(string path, long length, bool atomic, FlushMode flush)
    {
        string target = Path.GetFullPath(path);
        string? temporary = null;
        try
        {
            if (SpecialFile.Is(target))
            {
                // A pipe has no places to write at, so that it is written on; nothing is buffered that would have to be flushed.
                SafeFileHandle special = File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                return new OutputFile(special, new StreamSink(new FileStream(special, FileAccess.Write, bufferSize: 0)), path, target, null, FlushMode.None);
            }

            if (!atomic)
            {
                return new OutputFile(File.OpenHandle(target, FileMode.Create, FileAccess.Write), path, target, null, flush);
            }

            target = Resolve(target);
            UnixFileMode? mode = CheckTarget(target);
            temporary = Path.Combine(Path.GetDirectoryName(target) ?? target, $".npyio-{Guid.NewGuid():N}.tmp");
            SafeFileHandle handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, preallocationSize: Preallocation.For(target, length));
            var file = new OutputFile(handle, path, target, temporary, flush);
            file.CopyMode(mode);
            return file;
        }
        catch (Exception e) when (OutputError.Naming(path, e, temporary, target) is { } named)
        {
            throw named;
        }
    }

    /// <summary>An error that came while the file was written, with the path as it was given in place of the names the file has meanwhile; null where it names none of them.</summary>
    internal Exception? Naming(Exception error) => OutputError.Naming(_path, error, _temporary, _target);

    /// <summary>Has the content written, and puts the file in its place when all of it is there.</summary>
    internal void Write(Action<ByteSink> content)
    {
        try
        {
            content(Sink);
            Complete();
        }
        catch (Exception e) when (Naming(e) is { } named)
        {
            throw named;
        }
    }

    /// <summary>Closes the file and puts it in its place.</summary>
    internal void Complete()
    {
        if (_flush == FlushMode.Disk)
        {
            RandomAccess.FlushToDisk(Handle);
        }

        Handle.Dispose();
        if (_temporary is not null)
        {
            File.Move(_temporary, _target, overwrite: true);
        }

        _completed = true;
        if (_flush == FlushMode.Disk)
        {
            FlushDirectory();
        }
    }

    /// <summary>Closes the file; removes it when it was to be atomic and is not complete.</summary>
    public void Dispose()
    {
        Handle.Dispose();
        if (_temporary is null || _completed)
        {
            return;
        }

        try
        {
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one to tell.
        }
    }

    /// <summary>Where a path leads in the end, over links, also to a file that is yet to be.</summary>
    private static string Resolve(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }

    /// <summary>Makes sure that a file which is there could be written, as without renaming; its permission bits, or null when there is none.</summary>
    private static UnixFileMode? CheckTarget(string target)
    {
        const FileAttributes Nothing = (FileAttributes)(-1);
        if (new FileInfo(target).Attributes == Nothing)
        {
            return null;
        }

        using SafeFileHandle handle = File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        return OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(handle);
    }

    private void CopyMode(UnixFileMode? mode)
    {
        if (mode is { } bits && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Handle, bits);
        }
    }

    /// <summary>The name of a new file is in its directory, which has to reach the disk too.</summary>
    private void FlushDirectory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int directory = Libc.Open(Path.GetDirectoryName(_target) ?? "/", Libc.OpenReadOnly);
        if (directory >= 0)
        {
            _ = Libc.Flush(directory);
            _ = Libc.Close(directory);
        }
    }
}
