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

    /// <summary>Gives back room that was made and not needed.</summary>
    internal void Complete()
    {
        if (_made > 0 && RandomAccess.GetLength(file) is var length && _made > Preallocation.ToBlocks(length))
            Truncate(length);
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
