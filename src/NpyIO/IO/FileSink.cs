using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Writes an open file from its start. The caller owns the handle.</summary>
/// <param name="file">The file.</param>
/// <param name="path">The path in error messages.</param>
/// <param name="writtenPath">The path in .NET's error messages, if it differs.</param>
/// <param name="growth">How to reserve disk space.</param>
/// <param name="made">How many bytes are already reserved.</param>
internal sealed class FileSink(SafeFileHandle file, string path, string? writtenPath, Preallocation growth, long made) : ByteSink
{
    private readonly FileCalls _calls = FileCalls.Current;
    private readonly Lock _growing = new();
    private long _offset;
    private int _times;
    private long _made = made;

    internal override bool CanPatch => true;

    internal override bool IsPositional => true;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        WriteAt(_offset, bytes);
        _offset += bytes.Length;
    }

    internal override void WriteAt(long offset, ReadOnlySpan<byte> bytes)
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

    internal override void Rewind(long offset) => _offset = offset;

    internal override void Truncate(long length)
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

    /// <summary>Releases disk space that was reserved but not needed.</summary>
    internal void Complete()
    {
        if (_made > 0 && RandomAccess.GetLength(file) is var length && _made > Preallocation.ToBlocks(length))
            Truncate(length);
    }

    /// <summary>Retries once on a full disk: a replaced file that is still being freed may hold the space.</summary>
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
            // If it fails, ignore it: writing will show whether there is space.
            long next = Preallocation.Next(end, _times++);
            _ = _calls.Allocate(file, _made, next - _made);
            Volatile.Write(ref _made, next);
        }
    }
}
