using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Archives;

/// <summary>
/// Rows of a Fortran-order array as one continuous source: the rows' slice of each column, one after another. Reads forward only; columns that are close together share one read.
/// </summary>
internal sealed class ColumnRowsSource : PayloadSource, IDisposable
{
    // Bytes read at once when columns are close together.
    private const int BufferLength = 256 << 10;

    /// <summary>Maximum gap between two slices, in bytes, that is faster to read than to skip.</summary>
    private const long MaxGap = 32 << 10;

    private readonly PayloadSource _whole;
    private readonly long _first;
    private readonly long _end;
    private readonly long _column;
    private readonly long _piece;
    private readonly long _length;
    private readonly byte[]? _buffer;
    private long _bufferStart;
    private int _buffered;

    /// <summary><paramref name="whole"/> starts at the magic string. There is at least one row, and an item has at least one byte.</summary>
    internal ColumnRowsSource(PayloadSource whole, NpyHeader header, long start, long count)
    {
        _whole = whole;
        int itemSize = header.DType.ItemSize;
        _column = header.Shape[0] * itemSize;
        _piece = count * itemSize;
        _first = header.DataOffset + start * itemSize;
        _end = header.DataOffset + header.NBytes;
        _length = header.NBytes / _column * _piece;
        if (_column - _piece <= MaxGap)
            _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    }

    // Unknown if the whole length is: nothing is allocated on a claim.
    internal override long Length => _whole.Length == Unknown ? Unknown : _length;

    internal override bool IsPositional => false;

    internal override int Read(long offset, Span<byte> destination)
    {
        destination = destination[..CountOf(offset, destination.Length)];
        long place = PlaceOf(offset);
        if (_buffer is null)
            return _whole.Read(place, destination);
        if (!IsBuffered(place))
            Fill(place, _whole.Read(place, Room(place).Span));
        return Take(place, destination);
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        destination = destination[..CountOf(offset, destination.Length)];
        long place = PlaceOf(offset);
        if (_buffer is null)
            return await _whole.ReadAsync(place, destination, cancellationToken).ConfigureAwait(false);
        if (!IsBuffered(place))
            Fill(place, await _whole.ReadAsync(place, Room(place), cancellationToken).ConfigureAwait(false));
        return Take(place, destination.Span);
    }

    public void Dispose()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
    }

    /// <summary>Returns the offset in the whole array of a byte of the rows.</summary>
    internal long PlaceOf(long offset) => _first + offset / _piece * _column + offset % _piece;

    private int CountOf(long offset, int wanted) => offset >= _length ? 0 : (int)Math.Min(wanted, _piece - offset % _piece);

    private bool IsBuffered(long place) => place >= _bufferStart && place < _bufferStart + _buffered;

    private Memory<byte> Room(long place) => _buffer.AsMemory(0, (int)Math.Clamp(_end - place, 0, BufferLength));

    private void Fill(long place, int count)
    {
        _bufferStart = place;
        _buffered = count;
    }

    private int Take(long place, Span<byte> destination)
    {
        int at = (int)(place - _bufferStart);
        int count = Math.Min(destination.Length, _buffered - at);
        _buffer.AsSpan(at, count).CopyTo(destination);
        return count;
    }
}
