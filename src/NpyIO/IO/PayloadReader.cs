using NpyIO.Coding;

namespace NpyIO.IO;

/// <summary>
/// Moves the payload of one array from a source through its decoder: directly into the array's memory if the layout is the file's, otherwise block by block through a buffer. Each block is
/// converted while it is in the cache. Two threads share the blocks of a file of some megabytes.
/// </summary>
internal sealed partial class PayloadReader
{
    /// <summary>Maximum length of one read, in bytes: large enough to make calls cheap, small enough to cancel and report in time, a multiple of large pages.</summary>
    internal static readonly Threshold MaxPiece = new(8 << 20);

    /// <summary>Minimum length of a thread's piece, in bytes; a power of two.</summary>
    private const long MinPiece = 512 << 10;

    // For payloads between these limits, so that the threads finish together.
    private const int PieceCount = 16;

    /// <summary>The first block from a source of unknown length, in bytes.</summary>
    private const int FirstArrival = 4096;

    /// <summary>Minimum payload for a second thread, in bytes.</summary>
    internal static readonly Threshold MinParallel = new(4L << 20);

    private readonly long _mostPiece = MaxPiece;
    private readonly PayloadSource _source;
    private readonly ArrayDecoder _decoder;
    private readonly ReadSettings _settings;
    private readonly CancellationToken _cancellationToken;
    private readonly Lock _progressLock = new();
    private long _progress;

    /// <summary>The payload begins at <paramref name="start"/> in the source, in bytes: behind the header, unless only part of the array is read.</summary>
    internal PayloadReader(PayloadSource source, long start, ArrayDecoder decoder, ReadSettings settings, CancellationToken cancellationToken = default)
    {
        _source = source;
        _decoder = decoder;
        _settings = settings;
        _cancellationToken = cancellationToken;
        decoder.DataOffset = start;
    }

    internal long ParallelLength { get; init; } = MinParallel;

    private long Start => _decoder.DataOffset;

    /// <summary>Allocates memory once the length is verified, or as data arrive.</summary>
    internal void Read()
    {
        if (_decoder is ISequentialDecoder delimited)
        {
            delimited.Read(_source, Start, _cancellationToken);
            return;
        }

        CheckLength();
        if (_decoder.PayloadLength == 0)
        {
            _decoder.Allocate();
        }
        else if (_source.Length == PayloadSource.Unknown)
        {
            ReadArriving();
        }
        else
        {
            _decoder.Allocate();
            ReadBlocks();
        }

        CheckEnd();
    }

    /// <summary>Reads from bytes in memory.</summary>
    internal static void Take(ReadOnlySpan<byte> content, int start, ArrayDecoder decoder, ReadSettings settings)
    {
        if (decoder is ISequentialDecoder delimited)
        {
            PinnedSource.Use(content, (delimited, start), static (source, work) =>
            {
                work.delimited.Read(source, work.start, default);
                return true;
            });
            return;
        }

        decoder.DataOffset = start;
        CheckLength(content.Length, decoder, settings);
        decoder.Allocate();
        ReadOnlySpan<byte> payload = content.Slice(start, (int)decoder.PayloadLength);
        int block = (int)BlockLength(decoder);
        for (int done = 0; done < payload.Length; done += Math.Min(block, payload.Length - done))
        {
            decoder.Decode(done, payload.Slice(done, Math.Min(block, payload.Length - done)));
            settings.Progress?.Report(done + Math.Min(block, payload.Length - done));
        }
    }

    /// <summary>Compares a header's claim with the length of the content, in bytes from the magic string.</summary>
    internal static void CheckLength(long length, NpyHeader header, bool isStrict) =>
        CheckLength(length, header.DataOffset, header.DType, header.Shape, header.NBytes, isStrict);

    // Runs before anything is allocated.
    private static void CheckLength(long length, ArrayDecoder decoder, ReadSettings settings) =>
        CheckLength(length, decoder.DataOffset, decoder.Stored, decoder.Shape, decoder.PayloadLength, settings.Strict);

    private static void CheckLength(long length, long start, DType dtype, ReadOnlySpan<long> shape, long payloadLength, bool isStrict)
    {
        long found = Math.Max(0, length - start);
        if (found < payloadLength)
            FileThrow.TruncatedData(dtype, shape, start, payloadLength, found);

        if (isStrict && found > payloadLength)
            FileThrow.TrailingData(start + payloadLength, found - payloadLength);
    }

    private static long BlockLength(ArrayDecoder decoder) => Math.Max(decoder.PreferredBlockLength, decoder.BlockUnit);

    private void CheckLength()
    {
        if (_source.Length != PayloadSource.Unknown)
            CheckLength(_source.Length, _decoder, _settings);
    }

    private void CheckEnd()
    {
        if (_settings.Strict && _source.Length == PayloadSource.Unknown)
        {
            // Length unknown: one more read is the only way to detect trailing bytes.
            long end = Start + _decoder.PayloadLength;
            if (_source.Read(end, stackalloc byte[1]) > 0)
                FileThrow.TrailingData(end);
        }
    }

    /// <summary>Memory grows as the data arrive, and none is reserved for a block before it has arrived.</summary>
    private void ReadArriving()
    {
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
                buffer.Accept(Some(_source.Read(Start + at, room.Span), at));
            }

            DecodeArrived(offset, buffer.Bytes);
            offset += length;
        }
    }

    private int ArrivingLength(long offset)
    {
        long unit = _decoder.BlockUnit;
        long preferred = BlockLength(_decoder);
        bool isTrusted = offset >= preferred || _source.Length != PayloadSource.Unknown;
        // Small blocks first if the source's length is unknown.
        long length = isTrusted ? preferred - offset % preferred : Math.Min(Math.Max(FirstArrival, offset), preferred) / unit * unit;
        return (int)Math.Min(Math.Max(length, unit), _decoder.PayloadLength - offset);
    }

    private void DecodeArrived(long offset, ReadOnlySpan<byte> block)
    {
        _decoder.Reserve(offset + block.Length);
        _decoder.Decode(offset, block);
        Report(block.Length);
    }

    private int Some(int count, long offset)
    {
        if (count == 0)
            FileThrow.TruncatedData(_decoder.Stored, _decoder.Shape, _decoder.PlaceOf is { } placeOf ? placeOf(offset) - offset : Start, _decoder.PayloadLength, offset);

        return count;
    }

    private void Report(long count)
    {
        if (_settings.Progress is { } progress)
        {
            // Report under the lock, so that the reports of several threads are serialised and never fall.
            lock (_progressLock)
            {
                _progress += count;
                progress.Report(_progress);
            }
        }
    }
}
