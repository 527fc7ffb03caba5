namespace NpyIO.Files;

internal sealed partial class PayloadReader
{
    /// <summary>What is awaited at once from a source of known length, in bytes.</summary>
    private const int AwaitedLength = 256 << 10;

    /// <summary>As <see cref="Read"/>, for a source that is read on: block by block through a buffer.</summary>
    internal async Task ReadAsync()
    {
        CheckLength();
        if (_source.Length != ByteSource.Unknown || _decoder.PayloadLength == 0)
        {
            Allocate();
        }

        using var buffer = new ArrivalBuffer(_source.Length == ByteSource.Unknown ? FirstArrival : (int)Math.Min(AwaitedLength, _decoder.PayloadLength));
        for (long offset = 0; offset < _decoder.PayloadLength;)
        {
            int length = ArrivingLength(offset);
            buffer.Clear();
            while (buffer.Filled < length)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                long at = offset + buffer.Filled;
                Memory<byte> room = buffer.Room(length);
                buffer.Accept(Some(await _source.ReadAsync(_header.DataOffset + at, room, _cancellationToken).ConfigureAwait(false), at));
            }

            DecodeArrived(offset, buffer.Bytes);
            offset += length;
        }

        await CheckEndAsync().ConfigureAwait(false);
    }

    private async ValueTask CheckEndAsync()
    {
        if (_options.Strict && _source.Length == ByteSource.Unknown)
        {
            long end = _header.DataOffset + _decoder.PayloadLength;
            if (await _source.ReadAsync(end, new byte[1], _cancellationToken).ConfigureAwait(false) > 0)
            {
                Throw.TrailingData(end);
            }
        }
    }
}
