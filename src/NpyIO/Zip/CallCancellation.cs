namespace NpyIO.Zip;

/// <summary>
/// The cancellation of the call that writes, for every thread that works for it: they look at it between the pieces of a block. Work that outlives its call, as blocks of rows do, is not
/// cancelled by that call's token.
/// </summary>
internal sealed class CallCancellation
{
    private readonly Lock _lock = new();
    private CancellationToken _token;
    private bool _hasInterrupted;

    /// <summary>A call begins.</summary>
    internal void Begin(CancellationToken cancellationToken)
    {
        lock (_lock)
            _token = cancellationToken;
    }

    /// <summary>The call has done its work.</summary>
    /// <exception cref="OperationCanceledException">Some of the work was cancelled before it was waited for.</exception>
    internal void End()
    {
        lock (_lock)
        {
            if (_hasInterrupted)
                _token.ThrowIfCancellationRequested();
            _token = default;
        }
    }

    /// <summary>Interrupts work if the call is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    internal void Check()
    {
        lock (_lock)
        {
            _hasInterrupted |= _token.IsCancellationRequested;
            _token.ThrowIfCancellationRequested();
        }
    }
}
