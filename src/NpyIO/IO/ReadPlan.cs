namespace NpyIO.IO;

/// <summary>
/// A sequence of reads that depend on the results of earlier ones. The plan decides once what to read; <see cref="Run"/> and <see cref="RunAsync"/> differ only in reading or awaiting. If
/// they fail, they dispose of the plan.
/// </summary>
internal abstract class ReadPlan : IDisposable
{
    private long _offset;
    private Memory<byte> _room;

    internal void Run(PayloadSource source)
    {
        try
        {
            do
            {
                while (!_room.IsEmpty)
                    Accept(source.Read(_offset, _room.Span));
            }
            while (Advance());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal async ValueTask RunAsync(PayloadSource source, CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                while (!_room.IsEmpty)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Accept(await source.ReadAsync(_offset, _room, cancellationToken).ConfigureAwait(false));
                }
            }
            while (Advance());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public abstract void Dispose();

    /// <summary>Requests bytes, or none.</summary>
    private protected void Want(long offset, Memory<byte> room) => (_offset, _room) = (offset, room);

    /// <summary>Called when the requested bytes have arrived. Returns true if it has requested more, and false at the end of the plan.</summary>
    private protected abstract bool Advance();

    /// <summary>Called when the source ends at an offset, before the requested bytes: throws, or takes what has arrived for all there is, and the plan advances.</summary>
    private protected abstract void EndedEarly(long offset);

    private void Accept(int count)
    {
        if (count == 0)
        {
            _room = default;
            EndedEarly(_offset);
            return;
        }

        Want(_offset + count, _room[count..]);
    }
}
