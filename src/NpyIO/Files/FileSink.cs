using Microsoft.Win32.SafeHandles;

namespace NpyIO.Files;

/// <summary>An open file, written from its start; the caller keeps the handle.</summary>
internal sealed class FileSink(SafeFileHandle handle) : ByteSink
{
    private long _offset;

    internal override bool CanPatch => true;

    internal override bool IsPositional => true;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(handle, bytes, _offset);
        _offset += bytes.Length;
    }

    internal override void WriteAt(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

    internal override void Rewind(long offset) => _offset = offset;

    internal override void Truncate(long length) => RandomAccess.SetLength(handle, length);
}
