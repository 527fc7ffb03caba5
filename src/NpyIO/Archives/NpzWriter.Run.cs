using NpyIO.Zip;

namespace NpyIO;

// Runs the steps of writing, on the caller's thread or without blocking it.
public sealed partial class NpzWriter
{
    /// <summary>Like <see cref="Complete"/>, without blocking if the output supports that.</summary>
    /// <param name="cancellationToken">Cancels the save before the archive replaces its target.</param>
    /// <inheritdoc cref="Complete" path="/exception"/>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        Begin();
        await RunAsync(Completion(), cancellationToken).ConfigureAwait(false);
        _state = State.Complete;
    }

    /// <summary>Like <see cref="Dispose"/>, without blocking if the stream supports that.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_state == State.Disposed)
            return;
        _state = State.Disposed;
        _entry?.Dispose();
        _output.Dispose();
        _file?.Dispose();
        if (_stream is not null)
            await _stream.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Writing a file blocks a thread in any case, so a pool thread does all of it.</summary>
    private bool IsBlocking => _file is not null;

    /// <summary>If a step throws, the archive stays failed.</summary>
    private void Run(IEnumerable<Pause> steps, CancellationToken cancellationToken)
    {
        State before = _state;
        _state = State.Failed;
        cancellationToken.ThrowIfCancellationRequested();
        _entries.Cancellation.Begin(cancellationToken);
        foreach (Pause _ in steps)
            cancellationToken.ThrowIfCancellationRequested();
        _entries.Cancellation.End();
        _state = before;
    }

    /// <summary>Computes the steps on the thread pool and writes the collected output in between.</summary>
    private async Task RunAsync(IEnumerable<Pause> steps, CancellationToken cancellationToken)
    {
        if (IsBlocking)
        {
            await Task.Run(() => Run(steps, cancellationToken), CancellationToken.None).ConfigureAwait(false);
            return;
        }

        State before = _state;
        _state = State.Failed;
        _output.StartDeferring();
        _entries.Cancellation.Begin(cancellationToken);
        using (IEnumerator<Pause> step = steps.GetEnumerator())
        {
            for (bool more = true; more;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                more = await Task.Run(() => Advance(step), CancellationToken.None).ConfigureAwait(false);
                await _output.DrainAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        _entries.Cancellation.End();
        _output.StopDeferring();
        _state = before;
    }

    /// <summary>Runs steps until enough output is collected; returns false at their end.</summary>
    private bool Advance(IEnumerator<Pause> step)
    {
        while (step.MoveNext())
        {
            _entries.Cancellation.Check();
            if (_output.HasEnough)
                return true;
        }

        return false;
    }
}
