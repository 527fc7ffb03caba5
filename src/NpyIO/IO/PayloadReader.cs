using System.Runtime.InteropServices;
using NpyIO.Coding;

namespace NpyIO.IO;

/// <summary>
/// Moves the payload of one array from a source through its decoder: straight into the array's memory where it lies there as in the file, block by block
/// through a buffer where it does not; each block is corrected while it is still in the cache. Two threads share the blocks of a file of some megabytes.
/// </summary>
internal sealed partial class PayloadReader
{
    /// <summary>What one read takes at most, in bytes: enough to make calls cheap, little enough to cancel and report in time, whole large pages.</summary>
    internal static readonly Threshold MostPiece = new(8 << 20);

    /// <summary>The least that a thread takes at once, in bytes; a power of two.</summary>
    private const long LeastPiece = 512 << 10;

    /// <summary>In how many pieces a file between those is shared, so that the threads end together.</summary>
    private const int PieceCount = 16;

    /// <summary>The first block from a source of unknown length, in bytes.</summary>
    private const int FirstArrival = 4096;

    /// <summary>The payload from which on a second thread pays, in bytes.</summary>
    internal static readonly Threshold LeastParallel = new(4L << 20);

    private readonly long _mostPiece = MostPiece;
    private readonly PayloadSource _source;
    private readonly NpyHeader _header;
    private readonly ArrayDecoder _decoder;
    private readonly ReadSettings _settings;
    private readonly CancellationToken _cancellationToken;
    private readonly Lock _progressLock = new();
    private long _progress;

    /// <summary>A reader for the payload behind a header.</summary>
    internal PayloadReader(PayloadSource source, NpyHeader header, ArrayDecoder decoder, ReadSettings settings, CancellationToken cancellationToken = default)
    {
        _source = source;
        _header = header;
        _decoder = decoder;
        _settings = settings;
        Start = header.DataOffset;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Where the payload begins in the source, in bytes: behind the header, unless only a part of the array is read.</summary>
    internal long Start
    {
        get => _decoder.DataOffset;
        init => _decoder.DataOffset = value;
    }

    /// <summary>The payload from which on a second thread pays, in bytes.</summary>
    internal long ParallelLength { get; init; } = LeastParallel;

    /// <summary>Reads the whole payload; its memory is allocated when it is known to be there, or as it arrives.</summary>
    /// <exception cref="NpyFormatException">The content ends before the payload does, or, where that is forbidden, after it.</exception>
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

    /// <summary>Takes a payload that lies in memory already.</summary>
    /// <param name="content">All bytes from the array's magic string on.</param>
    /// <param name="header">The header at their start.</param>
    /// <param name="decoder">Where they are to go.</param>
    /// <param name="settings">Whether more may follow, and whom to tell.</param>
    internal static void Take(ReadOnlySpan<byte> content, NpyHeader header, ArrayDecoder decoder, ReadSettings settings)
    {
        if (decoder is ISequentialDecoder delimited)
        {
            PinnedSource.Use(content, (delimited, header.DataOffset), static (source, work) =>
            {
                work.delimited.Read(source, work.DataOffset, default);
                return true;
            });
            return;
        }

        CheckLength(content.Length, header.DataOffset, header, decoder.PayloadLength, settings);
        decoder.DataOffset = header.DataOffset;
        decoder.Allocate();
        ReadOnlySpan<byte> payload = content.Slice(header.DataOffset, (int)decoder.PayloadLength);
        int block = (int)BlockLength(decoder);
        for (int done = 0; done < payload.Length; done += Math.Min(block, payload.Length - done))
        {
            decoder.Decode(done, payload.Slice(done, Math.Min(block, payload.Length - done)));
            settings.Progress?.Report(done + Math.Min(block, payload.Length - done));
        }
    }

    /// <summary>Compares the claim of a header with the bytes that are there, before anything is allocated on it.</summary>
    internal static void CheckLength(long length, long start, NpyHeader header, long payloadLength, ReadSettings settings)
    {
        long found = length - start;
        if (found < payloadLength)
        {
            FileThrow.TruncatedData(header, payloadLength, found);
        }

        if (settings.Strict && found > payloadLength)
        {
            FileThrow.TrailingData(start + payloadLength, found - payloadLength);
        }
    }

    /// <summary>At least one unit, however large that is.</summary>
    private static long BlockLength(ArrayDecoder decoder) => Math.Max(decoder.PreferredBlockLength, decoder.BlockUnit);

    private void CheckLength()
    {
        if (_source.Length != PayloadSource.Unknown)
        {
            CheckLength(_source.Length, Start, _header, _decoder.PayloadLength, _settings);
        }
    }

    /// <summary>Where the length is not known, only another read tells whether bytes follow.</summary>
    private void CheckEnd()
    {
        if (_settings.Strict && _source.Length == PayloadSource.Unknown)
        {
            long end = Start + _decoder.PayloadLength;
            if (_source.Read(end, stackalloc byte[1]) > 0)
            {
                FileThrow.TrailingData(end);
            }
        }
    }

    /// <summary>Memory grows as the data arrive: nothing is reserved for a block before it has come.</summary>
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

    /// <summary>The length of the next block that is collected before it is decoded; small ones first where it is not known how many bytes will come.</summary>
    private int ArrivingLength(long offset)
    {
        long unit = _decoder.BlockUnit;
        long preferred = BlockLength(_decoder);
        bool isTrusted = offset >= preferred || _source.Length != PayloadSource.Unknown;
        long length = isTrusted ? preferred - offset % preferred : Math.Min(Math.Max(FirstArrival, offset), preferred) / unit * unit;
        return (int)Math.Min(Math.Max(length, unit), _decoder.PayloadLength - offset);
    }

    private void DecodeArrived(long offset, ReadOnlySpan<byte> block)
    {
        _decoder.Reserve(offset + block.Length);
        _decoder.Decode(offset, block);
        Report(block.Length);
    }

    /// <summary>Reads all of a span; the offset counts from the payload's start.</summary>
    private void ReadFully(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = Some(_source.Read(Start + offset, destination), offset);
            offset += count;
            destination = destination[count..];
        }
    }

    private int Some(int count, long offset)
    {
        if (count == 0)
        {
            FileThrow.TruncatedData(_header, _decoder.PayloadLength, offset);
        }

        return count;
    }

    private Span<byte> Target(long offset, int length) =>
        MemoryMarshal.CreateSpan(ref _decoder.Target.At(offset), length);

    private void Report(long count)
    {
        if (_settings.Progress is { } progress)
        {
            // Told under the lock: the numbers of several threads come one after another and never fall.
            lock (_progressLock)
            {
                _progress += count;
                progress.Report(_progress);
            }
        }
    }
}
