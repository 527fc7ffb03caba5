namespace NpyIO.IO;

internal sealed partial class PayloadReader
{
    internal async Task ReadAsync()
    {
        if (_decoder is ISequentialDecoder delimited)
        {
            await delimited.ReadAsync(_source, Start, _cancellationToken).ConfigureAwait(false);
            return;
        }

        CheckLength();
        if (_source.Length != PayloadSource.Unknown || _decoder.PayloadLength == 0)
            _decoder.Allocate();

        using var buffer = new ArrivalBuffer(FirstArrival);
        for (long offset = 0; offset < _decoder.PayloadLength;)
        {
            int length = ArrivingLength(offset);
            buffer.Clear();
            while (buffer.Filled < length)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                long at = offset + buffer.Filled;
                Memory<byte> room = buffer.Room(length);
                buffer.Accept(Some(await _source.ReadAsync(Start + at, room, _cancellationToken).ConfigureAwait(false), at));
            }

            DecodeArrived(offset, buffer.Bytes);
            offset += length;
        }

        await CheckEndAsync().ConfigureAwait(false);
    }

    private async ValueTask CheckEndAsync()
    {
        if (_settings.Strict && _source.Length == PayloadSource.Unknown)
        {
            long end = Start + _decoder.PayloadLength;
            if (await _source.ReadAsync(end, new byte[1], _cancellationToken).ConfigureAwait(false) > 0)
                FileThrow.TrailingData(end);
        }
    }
}
