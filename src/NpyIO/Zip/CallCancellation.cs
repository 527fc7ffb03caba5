namespace NpyIO.Zip;

/// <summary>
/// Cancellation of the call that writes, for every thread that works for it; they check it between the pieces of a block. Work that outlives its call, as blocks of rows do, is not
/// cancelled by that call's token.
/// </summary>
internal sealed class CallCancellation
{
    private readonly Lock _lock = new();
    private CancellationToken _token;
    private bool _hasInterrupted;

    internal void Begin(CancellationToken cancellationToken)
    {
        lock (_lock)
            _token = cancellationToken;
    }

    /// <summary>Ends the call. Throws <see cref="OperationCanceledException"/> if some of its work was cancelled before it was awaited.</summary>
    internal void End()
    {
        lock (_lock)
        {
            if (_hasInterrupted)
                _token.ThrowIfCancellationRequested();
            _token = default;
        }
    }

    internal void Check()
    {
        lock (_lock)
        {
            _hasInterrupted |= _token.IsCancellationRequested;
            _token.ThrowIfCancellationRequested();
        }
    }
}
