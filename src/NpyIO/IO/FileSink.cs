using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Writes an open file from its start; <paramref name="made"/> bytes of disk space are reserved already. The caller owns the handle.</summary>
internal sealed class FileSink(SafeFileHandle file, string path, string? writtenPath, Preallocation growth, long made) : ByteSink
{
    /// <summary>The space in which small writes are collected, in bytes: a pickle begins with several of a few bytes.</summary>
    private const int FirstPendingLength = 4 << 10;

    // Once a file is no longer small, larger writes are collected in a larger space: a compressor writes 8 KiB at a time, and reserving space for each write takes a third of the time.
    private const int LargeFileLength = 32 << 10;
    private const int MaxCollected = 16 << 10;
    private const int PendingLength = 256 << 10;

    private readonly FileCalls _calls = FileCalls.Current;
    private readonly Lock _growing = new();
    private byte[] _pending = [];
    private int _pendingCount;
    private long _offset;
    private int _times;
    private long _made = made;

    internal override bool CanPatch => true;

    internal override bool IsPositional => true;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        bool isLarge = _offset >= LargeFileLength;
        if (bytes.Length <= (isLarge ? MaxCollected : FirstPendingLength))
        {
            Collect(bytes, isLarge ? PendingLength : FirstPendingLength);
            return;
        }

        // Room for both at once.
        MakeRoom(_offset + _pendingCount + bytes.Length);
        WritePending();
        WriteNow(_offset, bytes);
        _offset += bytes.Length;
    }

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Write(bytes.Span);
        return default;
    }

    internal override void WriteAt(long offset, ReadOnlySpan<byte> bytes)
    {
        WritePending();
        WriteNow(offset, bytes);
    }

    internal override ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        WriteAt(offset, bytes.Span);
        return default;
    }

    internal override void Rewind(long offset)
    {
        WritePending();
        _offset = offset;
    }

    internal override void Truncate(long length)
    {
        WritePending();
        Cut(length);
    }

    internal void Complete()
    {
        WritePending();
        ReturnPending();
        if (_made > 0 && RandomAccess.GetLength(file) is var length && _made > Preallocation.ToBlocks(length))
            Cut(length);
    }

    internal override void Expect(long end) => MakeRoom(end);

    private void Collect(ReadOnlySpan<byte> bytes, int space)
    {
        if (_pendingCount + bytes.Length > space || _pending.Length < space)
            WritePending();
        if (_pending.Length < space)
        {
            ReturnPending();
            _pending = ArrayPool<byte>.Shared.Rent(space);
        }

        bytes.CopyTo(_pending.AsSpan(_pendingCount));
        _pendingCount += bytes.Length;
    }

    private void ReturnPending()
    {
        if (_pending.Length > 0)
            ArrayPool<byte>.Shared.Return(_pending);
        _pending = [];
    }

    private void WritePending()
    {
        if (_pendingCount == 0)
            return;
        WriteNow(_offset, _pending.AsSpan(0, _pendingCount));
        _offset += _pendingCount;
        _pendingCount = 0;
    }

    private void WriteNow(long offset, ReadOnlySpan<byte> bytes)
    {
        MakeRoom(offset + bytes.Length);
        try
        {
            WriteOrWait(offset, bytes);
        }
        catch (Exception e) when (OutputError.Naming(e, path, writtenPath) is { } named)
        {
            throw named;
        }
    }

    private void Cut(long length)
    {
        try
        {
            _calls.SetLength(file, length);
        }
        catch (Exception e) when (OutputError.Naming(e, path, writtenPath) is { } named)
        {
            throw named;
        }
    }

    private void WriteOrWait(long offset, ReadOnlySpan<byte> bytes)
    {
        for (int waits = 0; ; waits++)
        {
            try
            {
                _calls.Write(file, bytes, offset);
                return;
            }
            // A replaced file that is still being freed may hold the space.
            catch (IOException e) when (e.HResult == Errno.NoSpace && _calls.WaitForRoom(waits))
            {
                // Again.
            }
        }
    }

    private void MakeRoom(long end)
    {
        if (end < growth.Smallest || end <= Volatile.Read(ref _made))
            return;
        lock (_growing)
        {
            if (end <= _made)
                return;
            // If it fails, ignore it: writing will show whether there is space.
            long next = Preallocation.Next(end, _times++);
            _ = _calls.Allocate(file, _made, next - _made);
            Volatile.Write(ref _made, next);
        }
    }
}
