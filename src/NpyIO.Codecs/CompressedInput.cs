using System.Buffers;
using System.Runtime.ExceptionServices;
using NpyIO.IO;

namespace NpyIO.Codecs;

/// <summary>The compressed bytes of an entry: buffered, because some decoders read single bytes, and limited to the entry's length.</summary>
internal sealed class CompressedInput : ForwardReadStream
{
    /// <summary>In place of a length: read to the end of the stream.</summary>
    internal const long ToTheEnd = long.MaxValue;

    private const int BufferLength = 32 << 10;

    private readonly Stream _source;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;
    private long _left;

    /// <summary>Leaves the stream open. <paramref name="length"/> is in bytes, or <see cref="ToTheEnd"/>.</summary>
    internal CompressedInput(Stream source, long length, bool mayPassEnd)
    {
        _source = source;
        _left = length;
        MayPassEnd = mayPassEnd;
        Length = length;
    }

    /// <summary>Whether reading beyond the end returns 0, by which some decoders find the end; otherwise it throws, because others would invent the missing bytes.</summary>
    internal bool MayPassEnd { get; set; }

    internal bool IsBounded => Length != ToTheEnd;

    /// <summary>The exception of the underlying stream, to distinguish it from a decoder's, or null.</summary>
    internal ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>The bytes not yet read, including those in the buffer.</summary>
    internal long Left => _left + (_end - _start);

    public override long Length { get; }

    public override long Position
    {
        get => Length - Left;
        set => throw new NotSupportedException();
    }

    public override int ReadByte() => _start < _end || Fill() ? _buffer[_start++] : -1;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_start == _end && !Fill()))
            return 0;

        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>An upper bound of the remaining bytes: exact if all of them fit in the buffer, otherwise <see cref="Left"/>.</summary>
    internal long MaxLeft()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        while (_end < _buffer.Length && _left > 0)
        {
            int count = ReadSource(_buffer.AsSpan(_end, (int)Math.Min(_left, _buffer.Length - _end)));
            if (count == 0)
                return _end;

            _end += count;
            _left -= count;
        }

        return Left;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
            _left = 0;
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        _start = 0;
        _end = _left > 0 ? ReadSource(_buffer.AsSpan(0, (int)Math.Min(_left, _buffer.Length))) : 0;
        _left -= _end;
        if (_end == 0 && !MayPassEnd)
            CodecsThrow.EndsEarly();

        return _end > 0;
    }

    private int ReadSource(Span<byte> room)
    {
        try
        {
            return _source.Read(room);
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }
}
