namespace NpyIO.Tests.Support;

/// <summary>Bytes that can only be awaited. Remembers every request; requests wait while the gate is closed.</summary>
internal sealed class AwaitedSource(byte[] content) : ByteSource
{
    private const int LargeRequest = 512 << 10;

    private readonly Lock _lock = new();
    private TaskCompletionSource? _gate;
    private TaskCompletionSource? _meeting;
    private int _expected;
    private int _met;

    internal List<(long Offset, int Length)> Requests { get; } = [];

    internal int InFlight { get; private set; }

    internal long Taken { get; private set; }

    /// <summary>Throws to fail a request, which is given by its number.</summary>
    internal Action<int>? Before { get; set; }

    /// <summary>Whether a request that waits at the gate ends when it is cancelled.</summary>
    internal bool HeedsCancellation { get; set; } = true;

    /// <summary>The most that one request gives.</summary>
    internal int Most { get; set; } = int.MaxValue;

    internal bool IsDisposed { get; private set; }

    public override long Length => content.Length;

    /// <summary>From now on, large requests wait until that many are in flight at once; it throws if they never are.</summary>
    internal void ExpectTogether(int count)
    {
        _met = 0;
        _expected = count;
        _meeting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    internal void CloseGate() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void OpenGate() => Interlocked.Exchange(ref _gate, null)?.TrySetResult();

    internal void Forget()
    {
        Requests.Clear();
        Taken = 0;
    }

    public override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        int number;
        TaskCompletionSource? meeting;
        lock (_lock)
        {
            number = Requests.Count;
            Requests.Add((offset, destination.Length));
            InFlight++;
            meeting = destination.Length >= LargeRequest && _meeting is { } one && ++_met >= 1 ? one : null;
            if (_met == _expected)
                meeting?.TrySetResult();
        }

        try
        {
            if (meeting is not null)
                await meeting.Task.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
            if (_gate is { } gate)
                await gate.Task.WaitAsync(HeedsCancellation ? cancellationToken : default);
            else
                await Task.Yield();
            Before?.Invoke(number);
            int count = (int)Math.Clamp(content.Length - offset, 0, Math.Min(destination.Length, Most));
            content.AsSpan((int)Math.Min(offset, content.Length), count).CopyTo(destination.Span);
            lock (_lock)
                Taken += count;
            return count;
        }
        finally
        {
            lock (_lock)
                InFlight--;
        }
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
