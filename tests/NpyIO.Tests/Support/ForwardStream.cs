namespace NpyIO.Tests.Support;

/// <summary>A stream that can only be written, from its beginning to its end.</summary>
internal sealed class ForwardStream : Stream
{
    private readonly MemoryStream _written = new();

    /// <summary>What was written.</summary>
    internal byte[] Written => _written.ToArray();

    /// <summary>Whether it refuses to be written synchronously.</summary>
    internal bool OnlyAsync { get; init; }

    /// <summary>After so many bytes it is full.</summary>
    internal long Room { get; init; } = long.MaxValue;

    /// <summary>Whether it was closed.</summary>
    internal bool IsClosed { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (OnlyAsync)
            throw new InvalidOperationException("synchronous writing is not allowed here");
        Take(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_written.Length + bytes.Length > Room)
            throw new IOException("the stream is full");
        _written.Write(bytes);
    }
}
