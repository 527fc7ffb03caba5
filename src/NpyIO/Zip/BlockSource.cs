using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// The data of a deflated entry with an index of its blocks: any place can be read, by several threads at once. A thread that reads on goes on inflating; one that jumps begins at
/// the beginning of a block. The index is a claim: where a block is not what it says, reading fails, and the entry has to be read in one piece.
/// </summary>
internal sealed class BlockSource : EntrySource
{
    /// <summary>Inflaters that nobody is using are kept as long as they are no more than this.</summary>
    private static readonly int MostIdle = 16 + Environment.ProcessorCount;

    private readonly PayloadSource _archive;
    private readonly BlockIndex _index;
    private readonly long[] _deflatedOffsets;
    private readonly bool[] _isChecked;
    private readonly List<BlockCursor> _idle = [];
    private readonly Lock _lock = new();

    /// <summary>The data of an entry, whose place in the archive is known and whose index is to be tried.</summary>
    internal BlockSource(PayloadSource archive, ZipEntry entry, BlockIndex index)
        : base(entry)
    {
        _archive = archive;
        _index = index;
        ReadOnlySpan<(uint DeflatedLength, uint Crc)> entries = index.Entries;
        _isChecked = new bool[entries.Length];
        _deflatedOffsets = new long[entries.Length];
        for (int i = 1; i < entries.Length; i++)
            _deflatedOffsets[i] = _deflatedOffsets[i - 1] + entries[i - 1].DeflatedLength;
    }

    /// <summary>Unknown if the claim is so much more than the compressed data that memory has to grow as data come.</summary>
    internal override long Length => Entry.IsLengthTrusted ? Entry.Length : Unknown;

    internal override bool IsPositional => true;

    internal override long BlockLength => _index.BlockLength;

    internal override long FirstBlock => _index.HeadLength;

    internal override int Read(long offset, Span<byte> destination)
    {
        if (offset >= Entry.Length || destination.IsEmpty)
            return 0;
        BlockCursor cursor = Take(BlockAt(offset), offset);
        int count;
        try
        {
            if (cursor.Position < offset)
                Skip(cursor, offset);
            count = cursor.Read(destination);
        }
        catch
        {
            cursor.Dispose();
            throw;
        }

        // From here on the inflater may be another thread's.
        if (Return(cursor) is { } oldest)
            Finish(oldest);
        return count;
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (offset >= Entry.Length || destination.IsEmpty)
            return 0;
        BlockCursor cursor = Take(BlockAt(offset), offset);
        int count;
        try
        {
            if (cursor.Position < offset)
                await SkipAsync(cursor, offset, cancellationToken).ConfigureAwait(false);
            count = await cursor.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            cursor.Dispose();
            throw;
        }

        if (Return(cursor) is { } oldest)
            await FinishAsync(oldest, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <summary>Inflates the rest of every block of which something has been read, so that all that was given is checked.</summary>
    internal void CompleteTouched(CancellationToken cancellationToken)
    {
        while (TakeIdle() is { } cursor)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Finish(cursor);
        }
    }

    /// <summary>As <see cref="CompleteTouched"/>.</summary>
    internal async ValueTask CompleteTouchedAsync(CancellationToken cancellationToken)
    {
        while (TakeIdle() is { } cursor)
            await FinishAsync(cursor, cancellationToken).ConfigureAwait(false);
    }

    private protected override void Dispose(bool disposing)
    {
        while (TakeIdle() is { } cursor)
            cursor.Dispose();
        base.Dispose(disposing);
    }

    internal override long FirstUnread(long offset)
    {
        lock (_lock)
        {
            for (int i = offset >= Entry.Length ? _isChecked.Length : BlockAt(offset); i < _isChecked.Length; i++)
            {
                if (!_isChecked[i] && StopOf(i) > StartOf(i))
                    return _idle.Where(cursor => cursor.Number == i).Select(static cursor => cursor.Position).DefaultIfEmpty(StartOf(i)).Max();
            }
        }

        return Entry.Length;
    }

    private protected override long UnreadLength(long offset) => StopOf(BlockAt(offset)) - offset;

    private protected override void Check()
    {
        if (StopOf(0) == 0)
        {
            using var head = new BlockCursor(_archive, Entry, 0, 0, 0, 0);
            head.Read([]);
        }

        // The blocks have been checked against their CRCs, and those against the entry's: what is left is the end of the stream.
        Span<byte> end = stackalloc byte[BlockIndex.End.Length];
        long offset = Entry.DataOffset + Entry.CompressedLength - end.Length;
        for (int at = 0; at < end.Length;)
        {
            int count = _archive.Read(offset + at, end[at..]);
            if (count == 0)
                ZipThrow.EntryEndsEarly(Entry.Name, offset + at);
            at += count;
        }

        if (!end.SequenceEqual(BlockIndex.End))
            ZipThrow.BadBlock(Entry, Entry.Length, Entry.Length);
    }

    private int BlockAt(long offset) => offset < _index.HeadLength ? 0 : (int)((offset - _index.HeadLength) / _index.BlockLength) + 1;

    private long StartOf(int number) => number == 0 ? 0 : _index.HeadLength + (number - 1) * _index.BlockLength;

    private long StopOf(int number) => number == 0 ? _index.HeadLength : Math.Min(Entry.Length, StartOf(number) + _index.BlockLength);

    /// <summary>The inflater that is nearest before a place in a block; a new one where there is none.</summary>
    private BlockCursor Take(int number, long offset)
    {
        lock (_lock)
        {
            BlockCursor? nearest = null;
            foreach (BlockCursor cursor in _idle)
            {
                if (cursor.Number == number && cursor.Position <= offset && (nearest is null || cursor.Position > nearest.Position))
                    nearest = cursor;
            }

            if (nearest is not null)
            {
                _idle.Remove(nearest);
                return nearest;
            }
        }

        return new BlockCursor(_archive, Entry, number, _deflatedOffsets[number], StartOf(number), StopOf(number));
    }

    private BlockCursor? TakeIdle()
    {
        lock (_lock)
        {
            if (_idle.Count == 0)
                return null;
            BlockCursor cursor = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return cursor;
        }
    }

    /// <summary>Keeps an inflater for whoever reads on; gives the oldest one where there are too many.</summary>
    private BlockCursor? Return(BlockCursor cursor)
    {
        if (cursor.Position == cursor.Stop)
        {
            Checked(cursor);
            return null;
        }

        lock (_lock)
        {
            _idle.Add(cursor);
            if (_idle.Count <= MostIdle)
                return null;
            BlockCursor oldest = _idle[0];
            _idle.RemoveAt(0);
            return oldest;
        }
    }

    /// <summary>Reads a block to its end, unless another inflater has done that, and lets go of the inflater.</summary>
    private void Finish(BlockCursor cursor)
    {
        using (cursor)
        {
            if (!Volatile.Read(ref _isChecked[cursor.Number]))
            {
                Skip(cursor, cursor.Stop);
                Checked(cursor);
            }
        }
    }

    /// <summary>As <see cref="Finish"/>.</summary>
    private async ValueTask FinishAsync(BlockCursor cursor, CancellationToken cancellationToken)
    {
        using (cursor)
        {
            if (!Volatile.Read(ref _isChecked[cursor.Number]))
            {
                await SkipAsync(cursor, cursor.Stop, cancellationToken).ConfigureAwait(false);
                Checked(cursor);
            }
        }
    }

    /// <summary>A block has been read to its end and found right: nobody needs its inflaters any more.</summary>
    private void Checked(BlockCursor cursor)
    {
        List<BlockCursor> needless;
        lock (_lock)
        {
            _isChecked[cursor.Number] = true;
            needless = _idle.FindAll(other => other.Number == cursor.Number);
            _idle.RemoveAll(other => other.Number == cursor.Number);
        }

        cursor.Dispose();
        foreach (BlockCursor other in needless)
            other.Dispose();
    }

    private static void Skip(BlockCursor cursor, long offset)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent((int)Math.Min(offset - cursor.Position, CheckedLength));
        try
        {
            while (cursor.Position < offset)
                cursor.Read(scratch.AsSpan(0, (int)Math.Min(scratch.Length, offset - cursor.Position)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static async ValueTask SkipAsync(BlockCursor cursor, long offset, CancellationToken cancellationToken)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent((int)Math.Min(offset - cursor.Position, CheckedLength));
        try
        {
            while (cursor.Position < offset)
                await cursor.ReadAsync(scratch.AsMemory(0, (int)Math.Min(scratch.Length, offset - cursor.Position)), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }
}
