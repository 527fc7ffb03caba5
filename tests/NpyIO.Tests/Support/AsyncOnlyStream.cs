using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Bytes as a stream that can only be read asynchronously.</summary>
internal sealed class AsyncOnlyStream(byte[] content, bool canSeek = true, int most = int.MaxValue) : Stream
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _at;

    /// <summary>The position from which a read never ends, unless it is cancelled.</summary>
    internal int Stall { get; set; } = int.MaxValue;

    /// <summary>Whether it can now be read synchronously, too.</summary>
    internal bool AllowsSync { get; set; }

    /// <summary>Ends when a read has come to <see cref="Stall"/>.</summary>
    internal Task Stalled => _stalled.Task;

    /// <summary>The position, even if it cannot be asked for.</summary>
    internal int Taken => _at;

    public override bool CanRead => true;

    public override bool CanSeek => canSeek;

    public override bool CanWrite => false;

    public override long Length => canSeek ? content.Length : throw new NotSupportedException();

    public override long Position
    {
        get => canSeek ? _at : throw new NotSupportedException();
        set => _at = canSeek ? (int)value : throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (most > 1)
            await Task.Yield();
        if (_at >= Stall)
        {
            _stalled.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return Take(buffer.Span);
    }

    public override int Read(Span<byte> buffer) => AllowsSync ? Take(buffer) : throw new InvalidOperationException("Synchronous reads are not allowed here.");

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Asserts that an operation, cancelled when it waits for the stream in its middle, ends as cancelled.</summary>
    internal async Task AssertCancelsAsync(int at, Func<Stream, CancellationToken, Task> operation)
    {
        Stall = at;
        using var cancellation = new CancellationTokenSource();
        Task running = operation(this, cancellation.Token);
        Assert.Same(Stalled, await Task.WhenAny(Stalled, running));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Stall = int.MaxValue;
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(most, buffer.Length), Math.Min(content.Length, Stall) - _at);
        content.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
