namespace NpyIO.IO;

/// <summary>
/// Several reads of which each follows from what the ones before it gave. What is to be read is decided here, once; reading or awaiting is all that differs between
/// <see cref="Run"/> and <see cref="RunAsync"/>.
/// </summary>
internal abstract class ReadPlan
{
    private long _offset;
    private Memory<byte> _room;

    /// <summary>Reads all that the plan asks for.</summary>
    internal void Run(PayloadSource source)
    {
        while (!_room.IsEmpty)
        {
            Accept(source.Read(_offset, _room.Span));
        }
    }

    /// <summary>As <see cref="Run"/>.</summary>
    internal async ValueTask RunAsync(PayloadSource source, CancellationToken cancellationToken)
    {
        while (!_room.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Accept(await source.ReadAsync(_offset, _room, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Asks for bytes; <see cref="Arrived"/> follows when all of them are there, at once where there are none.</summary>
    private protected void Want(long offset, Memory<byte> room)
    {
        _offset = offset;
        _room = room;
        if (room.IsEmpty)
        {
            Arrived();
        }
    }

    /// <summary>What was asked for last is there: asks for more, or ends the plan by asking for nothing.</summary>
    private protected abstract void Arrived();

    /// <summary>The source ends before what was asked for: throws.</summary>
    private protected abstract void EndedEarly(long offset);

    private void Accept(int count)
    {
        if (count == 0)
        {
            EndedEarly(_offset);
        }

        _offset += count;
        _room = _room[count..];
        if (_room.IsEmpty)
        {
            Arrived();
        }
    }
}
