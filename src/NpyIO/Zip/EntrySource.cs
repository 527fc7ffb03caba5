using System.Buffers;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The data of an entry; offsets count from the entry's start.</summary>
internal abstract class EntrySource : PayloadSource, IDisposable
{
    /// <summary>Bytes that are read and checked at once: they stay in the cache.</summary>
    internal const int CheckedLength = 256 << 10;

    private readonly EntryPrefix? _head;

    /// <summary>Requires that the entry's data offset is known. Takes ownership of <paramref name="head"/>, which is disposed of with this.</summary>
    private protected EntrySource(ZipEntry entry, EntryPrefix? head = null) => (Entry, _head) = (entry, head);

    internal ZipEntry Entry { get; }

    /// <summary>Reads the rest of the data and checks all of them. Throws <see cref="NpyFormatException"/> if they are not what the archive says.</summary>
    internal void Complete(CancellationToken cancellationToken = default)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(CheckedLength);
        try
        {
            for (long offset = FirstUnread(0); offset < Entry.Length; offset = FirstUnread(offset))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Require(Read(offset, Unread(scratch, offset).Span), offset);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }

        Check();
    }

    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(CheckedLength);
        for (long offset = FirstUnread(0); offset < Entry.Length; offset = FirstUnread(offset))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Require(await ReadAsync(offset, Unread(scratch, offset), cancellationToken).ConfigureAwait(false), offset);
        }

        // Not if reading failed: a cancelled read may still write to it.
        ArrayPool<byte>.Shared.Return(scratch);
        await CheckAsync(cancellationToken).ConfigureAwait(false);
    }

    public virtual void Dispose() => _head?.Dispose();

    /// <summary>Returns the first unread offset from <paramref name="offset"/> on, or the entry's length if there is none.</summary>
    internal abstract long FirstUnread(long offset);

    private protected virtual long UnreadLength(long offset) => Entry.Length - offset;

    private protected abstract void Check();

    private protected abstract ValueTask CheckAsync(CancellationToken cancellationToken);

    private Memory<byte> Unread(byte[] scratch, long offset) => scratch.AsMemory(0, (int)Math.Min(scratch.Length, UnreadLength(offset)));

    // The archive was cut off after it was opened if nothing could be read.
    private protected void Require(int count, long offset)
    {
        if (count == 0)
            ZipThrow.EntryEndsEarly(Entry.Name, Entry.DataOffset + offset);
    }
}

/// <summary>The data of a stored entry. Any offset can be read, by several threads at once. The CRC of each piece is computed while it is in the cache.</summary>
internal sealed class StoredSource : EntrySource
{
    private readonly PayloadSource _archive;
    private readonly ReadOnlyMemory<byte> _head;
    private readonly ChecksumRuns _runs = new();

    internal StoredSource(PayloadSource archive, ZipEntry entry, EntryPrefix head)
        : base(entry, head)
    {
        _archive = archive;
        _head = head.Data;
    }

    internal bool IsChecked { get; init; } = true;

    internal override long Length => Entry.Length;

    internal override bool IsPositional => _archive.IsPositional;

    internal override bool IsConcurrent => _archive.IsConcurrent;

    internal override int Read(long offset, Span<byte> destination)
    {
        destination = destination[..CountOf(offset, destination.Length)];
        if (destination.IsEmpty)
            return 0;
        ChecksumRuns.Run? run = IsChecked ? _runs.Take(offset) : null;
        int done = 0;
        while (done < destination.Length)
        {
            Span<byte> piece = destination.Slice(done, Math.Min(CheckedLength, destination.Length - done));
            long at = offset + done;
            int count = at < _head.Length ? FromHead((int)at, piece) : _archive.Read(Entry.DataOffset + at, piece);
            if (count == 0)
                break;
            run?.Append(piece[..count]);
            done += count;
        }

        if (run is not null)
            _runs.Return(run);
        Require(done, offset);
        return done;
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        destination = destination[..CountOf(offset, destination.Length)];
        if (destination.IsEmpty)
            return 0;
        if (IsChecked && !IsConcurrent)
            destination = destination[..Math.Min(CheckedLength, destination.Length)];
        int count = offset < _head.Length
            ? FromHead((int)offset, destination.Span)
            : await _archive.ReadAsync(Entry.DataOffset + offset, destination, cancellationToken).ConfigureAwait(false);
        Require(count, offset);
        if (IsChecked)
        {
            ChecksumRuns.Run run = _runs.Take(offset);
            run.Append(destination.Span[..count]);
            _runs.Return(run);
        }

        return count;
    }

    internal override long FirstUnread(long offset) => Math.Min(_runs.FirstGap(offset).Start, Entry.Length);

    private protected override long UnreadLength(long offset) => Math.Min(_runs.FirstGap(offset).End, Entry.Length) - offset;

    private protected override void Check()
    {
        if (_runs.Combined() is var crc && crc != Entry.Crc)
            ZipThrow.BadChecksum(Entry, crc ?? 0);
    }

    private protected override ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        Check();
        return default;
    }

    private int CountOf(long offset, int wanted) => (int)Math.Clamp(Entry.Length - offset, 0, wanted);

    private int FromHead(int offset, Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _head.Length - offset);
        _head.Span.Slice(offset, count).CopyTo(destination);
        return count;
    }
}

/// <summary>Computes the CRC-32 of data that several threads read in pieces and in any order. Adjacent pieces form one run, and at the end the CRCs of all runs are combined.</summary>
internal sealed class ChecksumRuns
{
    private readonly Lock _lock = new();

    /// <summary>Runs that no thread is extending, by the offset where they end.</summary>
    private readonly Dictionary<long, Run> _runs = [];

    /// <summary>Takes the run that ends at <paramref name="offset"/>, or a new one. No other thread gets it until it is returned.</summary>
    internal Run Take(long offset)
    {
        lock (_lock)
            return _runs.Remove(offset, out Run? run) ? run : new Run(offset);
    }

    internal void Return(Run run)
    {
        lock (_lock)
        {
            // An empty run would separate two adjacent runs.
            if (run.End == run.Start)
                return;
            // Two runs with the same end overlap: something was read twice. The shorter one is dropped.
            if (!_runs.TryGetValue(run.End, out Run? other) || other.Start > run.Start)
                _runs[run.End] = run;
        }
    }

    /// <summary>Returns the first offset, from <paramref name="offset"/> on, that is in no run, and the start of the next run after it.</summary>
    internal (long Start, long End) FirstGap(long offset)
    {
        lock (_lock)
        {
            long next = long.MaxValue;
            foreach (Run run in Sorted())
            {
                if (run.Start > offset)
                {
                    next = run.Start;
                    break;
                }

                offset = Math.Max(offset, run.End);
            }

            return (offset, next);
        }
    }

    /// <summary>Returns the CRC-32 of all data, or null if runs overlap. Call only when there are no gaps.</summary>
    internal uint? Combined()
    {
        lock (_lock)
        {
            uint crc = 0;
            long end = 0;
            foreach (Run run in Sorted())
            {
                if (run.Start != end)
                    return null;
                crc = end == 0 ? run.Crc : Crc32Combination.Combine(crc, run.Crc, run.End - run.Start);
                end = run.End;
            }

            return crc;
        }
    }

    private List<Run> Sorted()
    {
        List<Run> runs = [.. _runs.Values];
        runs.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return runs;
    }

    /// <summary>A contiguous range of bytes that has been read.</summary>
    internal sealed class Run(long start)
    {
        private readonly Crc32 _crc = new();

        internal long Start { get; } = start;

        internal long End { get; private set; } = start;

        internal uint Crc => _crc.GetCurrentHashAsUInt32();

        internal void Append(ReadOnlySpan<byte> bytes)
        {
            _crc.Append(bytes);
            End += bytes.Length;
        }
    }
}
