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

    /// <summary>Errors of the file system name the path as given.</summary>
    internal ByteSink Sink { get; }

    /// <summary>Reads and writes if the file is atomic.</summary>
    internal SafeFileHandle Handle => _handle;

    /// <summary><paramref name="length"/> is the expected one in bytes, 0 if unknown. <paramref name="replaced"/> is the only file version that may be replaced, or null. <paramref name="onlyNew"/> fails with <see cref="OutputError.Exists"/> if there is a file.</summary>
    internal static OutputFile Create(string path, long length, bool atomic, FlushMode flush, string? folder = null, FileVersion? replaced = null, bool onlyNew = false)
    {
        OutputTarget target = OutputTarget.Find(path, folder);
        target.Replaced = replaced;
        target.IsOnlyNew = onlyNew;
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

    internal void Write(Action<ByteSink> content)
    {
        content(Sink);
        Complete();
    }

    /// <summary>On an error the old file is untouched, unless only flushing the folder failed.</summary>
    internal void Complete()
    {
        Put();
        _handle.Dispose();
    }

    /// <summary>Puts the file in its place, and leaves <see cref="Handle"/> to the caller, closed if the system needed that. Errors are those of <see cref="Complete"/>. Not for pipes.</summary>
    internal void Publish()
    {
        Put();
        _target.Dispose();
    }

    private void Put()
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
    }

    public void Dispose()
    {
        // Remove the file first: it is locked until it is closed.
        _target.Dispose();
        _handle.Dispose();
    }

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

/// <summary>Writes a pipe or a device sequentially and unbuffered, so that nothing needs flushing. The caller owns the stream.</summary>
internal sealed class PipeSink(Stream pipe, string path) : ByteSink
{
    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            pipe.Write(bytes);
        }
        catch (Exception e) when (OutputError.Naming(e, path, written: null) is { } named)
        {
            throw named;
        }
    }

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Write(bytes.Span);
        return default;
    }
}
