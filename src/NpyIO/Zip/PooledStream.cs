using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>Collects a deflater's output in one growing buffer, up to a limit beyond which it is useless.</summary>
internal sealed class PooledStream(long limit) : ForwardWriteStream
{
    private const int FirstLength = 64 << 10;

    private byte[] _buffer = [];
    private int _length;
    private bool _isClosed;

    /// <summary>Whether more bytes were written than the limit; what was written is then discarded.</summary>
    internal bool IsOver { get; private set; }

    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public override long Length => _length;

    /// <summary>Ignores all further writes: a deflater writes a last block when it is disposed of.</summary>
    internal void CloseContent() => _isClosed = true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isClosed || IsOver)
            return;
        if (_length + buffer.Length > limit)
        {
            IsOver = true;
            return;
        }

        Reserve(_length + buffer.Length);
        buffer.CopyTo(_buffer.AsSpan(_length));
        _length += buffer.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
        _isClosed = true;
        base.Dispose(disposing);
    }

    private void Reserve(int length)
    {
        if (length <= _buffer.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(length, Math.Max(2L * _buffer.Length, FirstLength)), Array.MaxLength));
        Written.CopyTo(larger);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
