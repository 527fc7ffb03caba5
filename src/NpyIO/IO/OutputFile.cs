using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// A file that is being written. An atomic one grows out of sight and takes the place of its target on <see cref="Complete"/>; without that, <see cref="Dispose"/> removes it, and what was
/// there before is untouched. Pipes and devices are written directly.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly OutputTarget _target;
    private readonly SafeFileHandle _handle;
    private readonly FlushMode _flush;
    private readonly bool _isAtomic;

    private OutputFile(OutputTarget target, SafeFileHandle handle, ByteSink sink, FlushMode flush, bool isAtomic)
    {
        _target = target;
        _handle = handle;
        Sink = sink;
        _flush = flush;
        _isAtomic = isAtomic;
    }

    /// <summary>Where the bytes go, from the first on. Errors of the file system name the path as it was given.</summary>
    internal ByteSink Sink { get; }

    /// <summary>Opens a file to be written.</summary>
    /// <param name="path">Where it is to be in the end.</param>
    /// <param name="length">How long it will be, in bytes, so that the disk can make room at once; 0 if that is not known.</param>
    /// <param name="atomic">Whether it replaces what is there at the end; otherwise it is written into.</param>
    /// <param name="flush">How far it is flushed.</param>
    /// <param name="folder">The folder in which a relative path begins; null for the current one.</param>
    /// <param name="replaced">The only content that may be replaced; null for any, or none.</param>
    /// <exception cref="InvalidOperationException">It is not atomic, and the file is open as an archive or a mapping.</exception>
    /// <exception cref="IOException">Not <paramref name="replaced"/> is there, now or on <see cref="Complete"/>.</exception>
    internal static OutputFile Create(string path, long length, bool atomic, FlushMode flush, string? folder = null, FileVersion? replaced = null)
    {
        OutputTarget target = OutputTarget.Find(path, folder);
        target.Replaced = replaced;
        SafeFileHandle? handle = null;
        try
        {
            target.RequireUnchanged();
            if (target.IsSpecial)
            {
                handle = target.OpenSpecial();
                return new OutputFile(target, handle, new PipeSink(new FileStream(handle, FileAccess.Write, bufferSize: 0), path), FlushMode.None, isAtomic: false);
            }

            handle = atomic ? target.OpenNew(length) : OpenInPlace(target);
            var sink = new FileSink(handle, path, target.WrittenPath, atomic ? target.Growth : Preallocation.None, target.Preallocated);
            return new OutputFile(target, handle, sink, flush, atomic);
        }
        catch (Exception e)
        {
            target.Dispose();
            handle?.Dispose();
            if (e is IOException or UnauthorizedAccessException && OutputError.Naming(e, path, target.WrittenPath) is { } named)
                throw named;
            throw;
        }
    }

    /// <summary>Has the content written, and puts the file in its place when all of it is there.</summary>
    internal void Write(Action<ByteSink> content)
    {
        content(Sink);
        Complete();
    }

    /// <summary>Puts the file in its place and closes it.</summary>
    /// <exception cref="IOException">The file system's errors pass through; what was there is untouched, unless only flushing the folder has failed.</exception>
    internal void Complete()
    {
        try
        {
            (Sink as FileSink)?.Complete();
            if (_isAtomic)
                _target.Put(_handle, _flush);
            else if (_flush == FlushMode.Disk)
                _target.Flush(_handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && OutputError.Naming(e, _target.Path, _target.WrittenPath) is { } named)
        {
            throw named;
        }

        _handle.Dispose();
    }

    /// <summary>Closes the file; an atomic one that is not complete is gone.</summary>
    public void Dispose()
    {
        // What is removed is locked until it is closed.
        _target.Dispose();
        _handle.Dispose();
    }

    /// <summary>Opens a file to be written into, unless data that may have to be saved lie there.</summary>
    private static SafeFileHandle OpenInPlace(OutputTarget target)
    {
        SafeFileHandle handle = target.OpenInPlace();
        try
        {
            if (OpenFiles.Contain(handle))
                throw OutputError.IsOpen(target.Path);
            FileCalls.Current.SetLength(handle, 0);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
