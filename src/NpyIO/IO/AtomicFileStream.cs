using NpyIO.Errors;

namespace NpyIO.IO;

/// <summary>The buffered stream of an <see cref="AtomicFile"/>. Disposing of it flushes the buffer but leaves the file open.</summary>
internal sealed class AtomicFileStream(ByteSink sink) : Stream
{
    private const int BufferLength = 64 << 10;

    private readonly byte[] _buffer = new byte[BufferLength];
    private long _start;
    private int _filled;
    private long _length;
    private State _state;

    private enum State
    {
        Open,
        Complete,
        Disposed,
    }

    public override bool CanRead => false;

    public override bool CanSeek => _state == State.Open && sink.IsPositional;

    public override bool CanWrite => _state == State.Open;

    public override long Length
    {
        get
        {
            RequireSeekable();
            return _filled == 0 ? _length : Math.Max(_length, _start + _filled);
        }
    }

    public override long Position
    {
        get
        {
            RequireSeekable();
            return _start + _filled;
        }
        set => Seek(value, SeekOrigin.Begin);
    }

    // Asynchronous writes and flushes are those of Stream: the synchronous ones on a pool thread, as for every verb that opens a path.
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RequireOpen();
        if (buffer.Length > BufferLength - _filled)
            WriteBuffer();
        if (buffer.Length >= BufferLength)
        {
            Write(_start, buffer);
            _start += buffer.Length;
            return;
        }

        buffer.CopyTo(_buffer.AsSpan(_filled));
        _filled += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    // Of a stream that takes no more, the base class would say only that it is not writable.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        RequireOpen();
        return base.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        RequireOpen();
        return base.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override void Flush()
    {
        RequireOpen();
        WriteBuffer();
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        RequireSeekable();
        WriteBuffer();
        long position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _start, _ => _length };
        if (position < 0)
            throw new IOException("An attempt was made to move the position before the beginning of the file.");
        return _start = position;
    }

    public override void SetLength(long value)
    {
        Throw.IfNegative(value);
        RequireSeekable();
        WriteBuffer();
        sink.Truncate(value);
        _length = value;
        _start = Math.Min(_start, value);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    internal void Finish()
    {
        // A caller that has disposed of the stream has written the buffer already.
        if (_state == State.Open)
            WriteBuffer();
        _state = State.Complete;
    }

    internal void Abandon() => _state = _state == State.Complete ? State.Complete : State.Disposed;

    protected override void Dispose(bool disposing)
    {
        if (disposing && _state == State.Open)
        {
            WriteBuffer();
            _state = State.Disposed;
        }

        base.Dispose(disposing);
    }

    private void WriteBuffer()
    {
        Write(_start, _buffer.AsSpan(0, _filled));
        _start += _filled;
        _filled = 0;
    }

    private void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        if (sink.IsPositional)
            sink.WriteAt(offset, bytes);
        else
            sink.Write(bytes);
        _length = Math.Max(_length, offset + bytes.Length);
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Complete)
            throw new InvalidOperationException("The file is complete, and what is written now is not in it. Dispose of the writer, or flush it, before Complete().");
    }

    private void RequireSeekable()
    {
        RequireOpen();
        if (!sink.IsPositional)
            throw new NotSupportedException("A pipe or a device cannot seek.");
    }
}
