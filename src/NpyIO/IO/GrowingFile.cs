using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// An existing file that grows in place, locked against other appenders until it is disposed of. Readers do not notice the lock: on Linux it is on one byte far behind the end
/// (<c>F_OFD_SETLK</c>); elsewhere it is the sharing mode, which lets others read only.
/// </summary>
internal sealed class GrowingFile : IDisposable
{
    /// <summary>No file is so long.</summary>
    private const long LockedOffset = 1L << 62;

    private readonly FileCalls _calls;
    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private GrowingFile(string path, SafeFileHandle handle, FileCalls calls)
    {
        _path = path;
        _handle = handle;
        _calls = calls;
    }

    internal SafeFileHandle Handle => _handle;

    internal string Path => _path;

    internal long Length => RandomAccess.GetLength(_handle);

    /// <summary>The extended attribute with the end of the array before an append, in bytes. While it is that, bytes behind the array are an interrupted append's.</summary>
    private static ReadOnlySpan<byte> Mark => "user.npyio.append\0"u8;

    /// <summary>Waits for other appenders.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal static GrowingFile Open(string path, TimeSpan wait, CancellationToken cancellationToken)
    {
        var turn = new Turn(path, wait);
        while (true)
        {
            if (TryOpen(path, FileCalls.Current) is { } file)
                return file;
            if (cancellationToken.WaitHandle.WaitOne(turn.Next()))
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc cref="Open"/>
    internal static async Task<GrowingFile> OpenAsync(string path, TimeSpan wait, CancellationToken cancellationToken)
    {
        var turn = new Turn(path, wait);
        while (true)
        {
            if (await Task.Run(() => TryOpen(path, FileCalls.Current), cancellationToken).ConfigureAwait(false) is { } file)
                return file;
            await Task.Delay(turn.Next(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes over the handle of a file that nobody else can have opened yet. Call before it gets its name.</summary>
    internal static GrowingFile OfNew(string path, SafeFileHandle handle)
    {
        FileCalls calls = FileCalls.Current;
        if (calls.IsLinux)
            _ = calls.LockByte(handle, LockedOffset);
        return new GrowingFile(path, handle, calls);
    }

    /// <summary>For reading only.</summary>
    internal static GrowingFile Unlocked(string path, SafeFileHandle handle) => new(path, handle, FileCalls.Current);

    internal int Read(Span<byte> destination, long offset) => RandomAccess.Read(_handle, destination, offset);

    internal void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        for (int waits = 0; ; waits++)
        {
            try
            {
                _calls.Write(_handle, bytes, offset);
                return;
            }
            catch (IOException e) when (e.HResult == Errno.NoSpace && _calls.WaitForRoom(waits))
            {
                // A replaced file that is still being freed may have held the space.
            }
            catch (Exception e) when (OutputError.Naming(e, _path, written: null) is { } named)
            {
                throw named;
            }
        }
    }

    internal void Cut(long length)
    {
        try
        {
            _calls.SetLength(_handle, length);
        }
        catch (Exception e) when (OutputError.Naming(e, _path, written: null) is { } named)
        {
            throw named;
        }
    }

    /// <summary>Flushes content and length to the disk.</summary>
    internal void Flush()
    {
        if (!_calls.IsLinux)
            RandomAccess.FlushToDisk(_handle);
        else if (_calls.Flush(_handle) is var error and not 0)
            throw OutputError.Of(error, _path);
    }

    /// <summary>Marks what follows an offset as an unfinished append. Without marks, on other systems or file systems, what an interrupted one leaves is not recognised.</summary>
    internal void SetMark(long end)
    {
        if (!_calls.IsLinux)
            return;
        Span<byte> value = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, end);
        _ = _calls.SetAttribute(_handle, Mark, value);
    }

    internal bool HasMark(long end)
    {
        Span<byte> value = stackalloc byte[sizeof(long)];
        return _calls.IsLinux
            && _calls.GetAttribute(_handle, Mark, value, out int length) == 0
            && length == sizeof(long)
            && BinaryPrimitives.ReadInt64LittleEndian(value) == end;
    }

    internal void RemoveMark()
    {
        // If it stays, it names an end that is no longer the array's.
        if (_calls.IsLinux)
            _ = _calls.RemoveAttribute(_handle, Mark);
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>Returns null if another appender holds the lock.</summary>
    private static GrowingFile? TryOpen(string path, FileCalls calls)
    {
        while (true)
        {
            if (OpenUnlocked(path, calls) is not { } handle)
                return null;
            try
            {
                if (!calls.IsLinux)
                    return new GrowingFile(path, handle, calls);
                bool isHeld = !IsLocked(calls.LockByte(handle, LockedOffset), path);
                if (isHeld && IsStillAt(path, handle, calls))
                    return new GrowingFile(path, handle, calls);
                handle.Dispose();
                if (!isHeld)
                    return null;

                // Replaced before it was locked: what has its name now is the file to append to.
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
    }

    /// <summary>Opens a regular file as an appender does, for a look; null if it is shared with nobody.</summary>
    internal static SafeFileHandle? OpenUnlocked(string path, FileCalls calls)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string place = ReadableFile.PathOf(path);
        if (SpecialFile.Is(place))
            throw OutputError.NotAFile(path);
        try
        {
            return calls.OpenExisting(place, calls.IsLinux ? FileShare.ReadWrite | FileShare.Delete : FileShare.Read | FileShare.Delete);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(place))
        {
            throw OutputError.IsFolder(path);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            return null;
        }
        catch (Exception e) when (OutputError.Naming(e, path, place) is { } named)
        {
            throw named;
        }
    }

    private static bool IsSharingViolation(IOException e)
    {
        const int WindowsViolation = unchecked((int)0x80070020);
        return e.HResult is Errno.WouldBlock or WindowsViolation;
    }

    private static bool IsLocked(int error, string path) => error switch
    {
        Errno.WouldBlock or Errno.AccessDenied => true,

        // The file system has no locks: its users must see to it that only one appends.
        0 or Errno.NoLocks or Errno.Invalid or Errno.NotSupported or Errno.NotImplemented => false,
        _ => throw OutputError.Of(error, path),
    };

    private static bool IsStillAt(string path, SafeFileHandle handle, FileCalls calls)
    {
        int error = calls.StatusOf(handle, out FileStatus held);
        if (error != 0)
            throw OutputError.Of(error, path);
        if (!held.IsRegular)
            throw OutputError.NotAFile(path);
        return calls.StatusOf(ReadableFile.PathOf(path), out FileStatus now) == 0 && now.Identity == held.Identity;
    }

    /// <summary>How long to wait before the next attempt, and whether at all.</summary>
    private struct Turn(string path, TimeSpan wait)
    {
        private const int MaxDelay = 16;

        private readonly long _start = Stopwatch.GetTimestamp();
        private int _delay = 1;

        internal int Next()
        {
            if (wait != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(_start) >= wait)
                throw OutputError.StillLocked(path, wait);

            // Not in step with others that wait.
            _delay = Math.Min(2 * _delay, MaxDelay);
            return Random.Shared.Next(1, _delay + 1);
        }
    }
}
