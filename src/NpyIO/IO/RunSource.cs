using System.Buffers;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.IO;

/// <summary>
/// Runs of bytes at regular distances in a source, as one continuous source. Runs that are close together are read at once, with what lies between them. Every read goes upwards in the
/// source, and never beyond the last byte that it gives: a source that only reads forward is enough.
/// </summary>
internal sealed class RunSource : PayloadSource
{
    /// <summary>Bytes read at once where runs are close together. Of 64 KiB to 4 MiB, 1 MiB reads and copies fastest: fewer calls, and the bytes are still in a cache when they are copied.</summary>
    internal static readonly Threshold BufferLength = new(1 << 20);

    /// <summary>Maximum gap between two runs, in bytes, that is faster to read than to skip.</summary>
    internal static readonly Threshold MaxGap = new(32 << 10);

    private readonly PayloadSource _whole;
    private readonly RunPlaces _places;
    private readonly int _bufferLength;
    private readonly long _maxGap = MaxGap;

    internal RunSource(PayloadSource whole, RunPlaces places)
    {
        _whole = whole;
        _places = places;
        _bufferLength = (int)(whole.IsConcurrent ? PayloadReader.MaxRequest : BufferLength);
    }

    // Unknown if the whole length is: nothing is allocated on a claim.
    internal override long Length => _whole.Length == Unknown ? Unknown : _places.Length;

    // An inflater reads blocks from their starts, so that several threads would inflate the same ones.
    internal override bool IsPositional => _whole.IsPositional && _whole.BlockLength == 0;

    internal override bool IsConcurrent => _whole.IsConcurrent;

    internal override int RequestLength(long offset, int wanted) => (int)Next(offset, wanted).Count;

    internal override int Read(long offset, Span<byte> destination)
    {
        Stretch stretch = Next(offset, destination.Length);
        if (stretch.IsOneRun)
            return _whole.Read(stretch.Start, destination[..(int)stretch.Count]);

        byte[] buffer = ArrayPool<byte>.Shared.Rent(stretch.Span);
        try
        {
            int filled = 0;
            while (filled < stretch.Span && _whole.Read(stretch.Start + filled, buffer.AsSpan(filled, stretch.Span - filled)) is > 0 and var count)
                filled += count;
            return Gather(offset, stretch, buffer.AsSpan(0, filled), destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        Stretch stretch = Next(offset, destination.Length);
        if (stretch.IsOneRun)
            return await _whole.ReadAsync(stretch.Start, destination[..(int)stretch.Count], cancellationToken).ConfigureAwait(false);

        byte[] buffer = ArrayPool<byte>.Shared.Rent(stretch.Span);
        int filled = await _whole.FillAsync(stretch.Start, buffer.AsMemory(0, stretch.Span), cancellationToken).ConfigureAwait(false);
        int gathered = Gather(offset, stretch, buffer.AsSpan(0, filled), destination.Span);

        // Not if reading failed: a cancelled read may still write to it.
        ArrayPool<byte>.Shared.Return(buffer);
        return gathered;
    }

    internal long PlaceOf(long offset) => _places.PlaceOf(offset);

    /// <summary>What one read gives: as many runs as fit the buffer, or part of one run.</summary>
    private Stretch Next(long offset, int wanted)
    {
        long left = Math.Min(wanted, _places.Length - offset);
        if (left <= 0)
            return new Stretch(0, 0, 0, IsOneRun: true);

        RunRow row = _places.RowAt(offset, left);
        long start = row.Place;
        long end = start + row.Run;
        long count = row.Run;
        bool isOneRun = true;
        while (count < left)
        {
            row = _places.RowAt(offset + count, left - count);
            long fits = row.Place - end > _maxGap || row.Place + row.Run - start > _bufferLength ? 0
                : row.Count == 1 || row.Step - row.Run > _maxGap ? 1
                : Math.Min(row.Count, (_bufferLength - (row.Place + row.Run - start)) / row.Step + 1);
            if (fits == 0)
                break;
            end = row.Place + (fits - 1) * row.Step + row.Run;
            count += fits * row.Run;
            isOneRun = false;
        }

        return new Stretch(start, count, (int)Math.Min(end - start, int.MaxValue), isOneRun);
    }

    /// <summary>Copies the runs that are whole in the buffer, and returns their bytes.</summary>
    private int Gather(long offset, Stretch stretch, ReadOnlySpan<byte> buffer, Span<byte> destination)
    {
        int done = 0;
        while (done < stretch.Count)
        {
            RunRow row = _places.RowAt(offset + done, stretch.Count - done);
            int at = (int)(row.Place - stretch.Start);
            if (at + row.Run > buffer.Length)
                break;
            long runs = Math.Min(row.Count, (buffer.Length - at - row.Run) / row.Step + 1);
            StridedCopy.Copy(ref Ref(buffer, at), [row.Step], ref destination[done], [row.Run], [runs], (int)row.Run);
            done += (int)(runs * row.Run);
        }

        return done;
    }

    private static ref byte Ref(ReadOnlySpan<byte> bytes, int at) => ref MemoryMarshal.GetReference(bytes[at..]);

    private readonly record struct Stretch(long Start, long Count, int Span, bool IsOneRun);
}

/// <summary>
/// Where runs of bytes lie: <paramref name="run"/> bytes at each place of axes of <paramref name="lengths"/>, with the <paramref name="steps"/> between places in bytes, the largest first,
/// so that the places ascend. There is at least one byte.
/// </summary>
internal sealed class RunPlaces(long first, long[] lengths, long[] steps, long run)
{
    internal long First => first;

    /// <summary>The bytes of all runs.</summary>
    internal long Length { get; } = LengthOf(lengths, run);

    internal bool IsOneRun => lengths.Length == 0;

    /// <summary>The offset in the source of a byte of the runs.</summary>
    internal long PlaceOf(long offset)
    {
        (long number, long place) = Math.DivRem(offset, run);
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            (number, long index) = Math.DivRem(number, lengths[axis]);
            place += index * steps[axis];
        }

        return first + place;
    }

    /// <summary>The equidistant runs from an offset on, of no more than <paramref name="wanted"/> bytes; inside a run or for less than one, part of it.</summary>
    internal RunRow RowAt(long offset, long wanted)
    {
        long place = PlaceOf(offset);
        long rest = run - offset % run;
        if (rest < run || wanted < run || IsOneRun)
            return new RunRow(place, Math.Min(rest, wanted), 1, run);
        long count = lengths[^1] - offset / run % lengths[^1];
        return new RunRow(place, run, Math.Min(count, wanted / run), steps[^1]);
    }

    private static long LengthOf(long[] lengths, long run)
    {
        foreach (long length in lengths)
            run *= length;
        return run;
    }
}

/// <summary>Runs of one length, <paramref name="Step"/> bytes apart.</summary>
internal readonly record struct RunRow(long Place, long Run, long Count, long Step);
