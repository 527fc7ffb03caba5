using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>Takes what a deflater gives, up to a limit beyond which it is of no use, in one buffer that grows.</summary>
internal sealed class PooledStream(long limit) : ForwardWriteStream
{
    private const int FirstLength = 64 << 10;

    private byte[] _buffer = [];
    private int _length;
    private bool _isClosed;

    /// <summary>Whether more was written than the limit, in bytes; what was is gone then.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>What was written.</summary>
    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public override long Length => _length;

    /// <summary>From now on, what is written is ignored: a deflater that is disposed has a last block to write.</summary>
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
