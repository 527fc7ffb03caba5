using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>An open file, written from its start; the caller keeps the handle.</summary>
/// <param name="file">The file.</param>
/// <param name="path">The path that errors name.</param>
/// <param name="writtenPath">The path that .NET's errors name, if it is another one.</param>
/// <param name="growth">How room is made on the disk.</param>
/// <param name="made">For how many bytes it has been made already.</param>
internal sealed class FileSink(SafeFileHandle file, string path, string? writtenPath, Preallocation growth, long made) : ByteSink
{
    /// <summary>Small writes are collected up to this length, in bytes: a pickle begins with several of a few bytes.</summary>
    private const int PendingLength = 4 << 10;

    private readonly FileCalls _calls = FileCalls.Current;
    private readonly Lock _growing = new();
    private byte[]? _pending;
    private int _pendingCount;
    private long _offset;
    private int _times;
    private long _made = made;

    internal override bool CanPatch => true;

    internal override bool IsPositional => true;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        if (_pendingCount + bytes.Length <= PendingLength)
        {
            _pending ??= new byte[PendingLength];
            bytes.CopyTo(_pending.AsSpan(_pendingCount));
            _pendingCount += bytes.Length;
            return;
        }

        // Room for both at once.
        MakeRoom(_offset + _pendingCount + bytes.Length);
        WritePending();
        WriteNow(_offset, bytes);
        _offset += bytes.Length;
    }

    internal override void WriteAt(long offset, ReadOnlySpan<byte> bytes)
    {
        WritePending();
        WriteNow(offset, bytes);
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

    /// <summary>Writes what is pending, and gives back room that was made and not needed.</summary>
    internal void Complete()
    {
        WritePending();
        if (_made > 0 && RandomAccess.GetLength(file) is var length && _made > Preallocation.ToBlocks(length))
            Cut(length);
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

    /// <summary>A replaced file that is still being freed takes room that is there in a moment.</summary>
    private void WriteOrWait(long offset, ReadOnlySpan<byte> bytes)
    {
        bool isFreeing = LateClosing.IsPending;
        try
        {
            _calls.Write(file, bytes, offset);
        }
        catch (IOException e) when (e.HResult == Errno.NoSpace && (LateClosing.Wait() || isFreeing))
        {
            _calls.Write(file, bytes, offset);
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
            // Without the room, writing still tells whether there is any.
            long next = Preallocation.Next(end, _times++);
            _ = _calls.Allocate(file, _made, next - _made);
            Volatile.Write(ref _made, next);
        }
    }
}
