using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// A file being written. An atomic one is hidden until <see cref="Complete"/> puts it in the place of its target; <see cref="Dispose"/> without that removes it, and the old file is
/// untouched. Pipes and devices are written directly.
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

    /// <summary>Receives the bytes. Errors of the file system name the path as given.</summary>
    internal ByteSink Sink { get; }

    /// <summary>Opens a file for writing.</summary>
    /// <param name="path">The path of the completed file.</param>
    /// <param name="length">The expected length in bytes, so that disk space can be reserved at once; 0 if unknown.</param>
    /// <param name="atomic">Whether to replace the old file at the end, instead of writing into it.</param>
    /// <param name="flush">How far to flush.</param>
    /// <param name="folder">The folder that a relative path starts from; null for the current one.</param>
    /// <param name="replaced">The only file version that may be replaced; null for any, or none.</param>
    /// <exception cref="InvalidOperationException">The file is not atomic, and is open as an archive or a mapping.</exception>
    /// <exception cref="IOException">The file there is not <paramref name="replaced"/>, now or on <see cref="Complete"/>.</exception>
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

    /// <summary>Writes the content and completes the file.</summary>
    internal void Write(Action<ByteSink> content)
    {
        content(Sink);
        Complete();
    }

    /// <summary>Puts the file in its place and closes it.</summary>
    /// <exception cref="IOException">The file system reports an error. The old file is untouched, unless only flushing the folder failed.</exception>
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

    /// <summary>Closes the file; removes an atomic one that is not complete.</summary>
    public void Dispose()
    {
        // Remove the file first: it is locked until it is closed.
        _target.Dispose();
        _handle.Dispose();
    }

    /// <summary>Opens a file to write into, unless data to be saved may still be read from it.</summary>
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
