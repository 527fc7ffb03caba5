namespace NpyIO.IO;

/// <summary>
/// A sequence of reads that depend on the results of earlier ones. The plan decides once what to read; <see cref="Run"/> and <see cref="RunAsync"/> differ only in reading or awaiting.
/// </summary>
internal abstract class ReadPlan
{
    private long _offset;
    private Memory<byte> _room;

    internal void Run(PayloadSource source)
    {
        while (!_room.IsEmpty)
            Accept(source.Read(_offset, _room.Span));
    }

    internal async ValueTask RunAsync(PayloadSource source, CancellationToken cancellationToken)
    {
        while (!_room.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Accept(await source.ReadAsync(_offset, _room, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Requests bytes. <see cref="Arrived"/> is called when all have arrived, at once if none are requested.</summary>
    private protected void Want(long offset, Memory<byte> room)
    {
        _offset = offset;
        _room = room;
        if (room.IsEmpty)
            Arrived();
    }

    /// <summary>Called when the requested bytes have arrived: requests more, or ends the plan by returning.</summary>
    private protected abstract void Arrived();

    /// <summary>Throws, because the source ends before the requested bytes.</summary>
    private protected abstract void EndedEarly(long offset);

    private void Accept(int count)
    {
        if (count == 0)
            EndedEarly(_offset);

        _offset += count;
        _room = _room[count..];
        if (_room.IsEmpty)
            Arrived();
    }
}
