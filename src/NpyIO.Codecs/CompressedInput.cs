using System.Buffers;
using System.Runtime.ExceptionServices;
using NpyIO.IO;

namespace NpyIO.Codecs;

/// <summary>
/// The compressed bytes as a decoder sees them: buffered, since some take them one by one; no more than the entry has; and with what the underlying stream throws kept,
/// so that it can be told from what a decoder throws.
/// </summary>
internal sealed class CompressedInput : ForwardReadStream
{
    /// <summary>Instead of a length, where the stream itself tells its end.</summary>
    internal const long ToTheEnd = long.MaxValue;

    private const int BufferLength = 32 << 10;

    private readonly Stream _source;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;
    private long _left;

    /// <summary>The next bytes of a stream, which stays open.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="length">How many bytes, or <see cref="ToTheEnd"/>.</param>
    /// <param name="mayPassEnd">Whether a decoder finds the end by reading beyond it. Others never have a reason to; some go on there with bytes that they make up.</param>
    internal CompressedInput(Stream source, long length, bool mayPassEnd)
    {
        _source = source;
        _left = length;
        MayPassEnd = mayPassEnd;
        Length = length;
    }

    /// <summary>Whether reading beyond the end says so, otherwise it throws.</summary>
    internal bool MayPassEnd { get; set; }

    /// <summary>Whether the length is known.</summary>
    internal bool IsBounded => Length != ToTheEnd;

    /// <summary>What the underlying stream threw, if it did.</summary>
    internal ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>How many bytes have not been taken.</summary>
    internal long Left => _left + (_end - _start);

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => Length - Left;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int ReadByte() => _start < _end || Fill() ? _buffer[_start++] : -1;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_start == _end && !Fill()))
            return 0;

        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>The most bytes that can follow, as far as one buffer tells: their number if they all are in it, otherwise <see cref="Left"/>.</summary>
    internal long MostLeft()
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

    /// <inheritdoc/>
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

    /// <summary>Reads the next bytes; false at the end.</summary>
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
