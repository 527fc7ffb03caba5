using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// The data of a deflated entry that has a block index. Any offset can be read, by several threads at once: a sequential read continues its inflater, a jump starts at the beginning of
/// a block. The index is a claim: if a block does not match it, reading fails, and the entry has to be read in one piece.
/// </summary>
internal sealed class BlockSource : EntrySource
{
    private static readonly int MaxIdle = 16 + Environment.ProcessorCount;

    private readonly PayloadSource _archive;
    private readonly BlockIndex _index;
    private readonly long[] _deflatedOffsets;
    private readonly bool[] _isChecked;
    private readonly List<BlockCursor> _idle = [];
    private readonly Lock _lock = new();

    internal BlockSource(PayloadSource archive, ZipEntry entry)
        : base(entry)
    {
        _archive = archive;
        _index = entry.Index!;
        ReadOnlySpan<(uint DeflatedLength, uint Crc)> entries = _index.Entries;
        _isChecked = new bool[entries.Length];
        _deflatedOffsets = new long[entries.Length];
        for (int i = 1; i < entries.Length; i++)
            _deflatedOffsets[i] = _deflatedOffsets[i - 1] + entries[i - 1].DeflatedLength;
    }

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

        // From here on another thread may use the inflater.
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

    /// <summary>Inflates the rest of every block that was read in part, so that everything returned is checked.</summary>
    internal void CompleteTouched(CancellationToken cancellationToken)
    {
        while (TakeIdle() is { } cursor)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Finish(cursor);
        }
    }

    internal async ValueTask CompleteTouchedAsync(CancellationToken cancellationToken)
    {
        while (TakeIdle() is { } cursor)
            await FinishAsync(cursor, cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        while (TakeIdle() is { } cursor)
            cursor.Dispose();
        base.Dispose();
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

        // The blocks were checked against their CRCs, and those against the entry's. Only the end of the stream is left to check.
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

    private protected override async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        if (StopOf(0) == 0)
        {
            using var head = new BlockCursor(_archive, Entry, 0, 0, 0, 0);
            await head.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }

        byte[] end = new byte[BlockIndex.End.Length];
        long offset = Entry.DataOffset + Entry.CompressedLength - end.Length;
        for (int at = 0; at < end.Length;)
        {
            int count = await _archive.ReadAsync(offset + at, end.AsMemory(at), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                ZipThrow.EntryEndsEarly(Entry.Name, offset + at);
            at += count;
        }

        if (!BlockIndex.End.SequenceEqual(end))
            ZipThrow.BadBlock(Entry, Entry.Length, Entry.Length);
    }

    private int BlockAt(long offset) => offset < _index.HeadLength ? 0 : (int)((offset - _index.HeadLength) / _index.BlockLength) + 1;

    private long StartOf(int number) => number == 0 ? 0 : _index.HeadLength + (number - 1) * _index.BlockLength;

    private long StopOf(int number) => number == 0 ? _index.HeadLength : Math.Min(Entry.Length, StartOf(number) + _index.BlockLength);

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

    /// <summary>Keeps an inflater for sequential reads. Returns the oldest one if there are too many, otherwise null.</summary>
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
            if (_idle.Count <= MaxIdle)
                return null;
            BlockCursor oldest = _idle[0];
            _idle.RemoveAt(0);
            return oldest;
        }
    }

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
        while (cursor.Position < offset)
            cursor.Read(scratch.AsSpan(0, (int)Math.Min(scratch.Length, offset - cursor.Position)));
        ArrayPool<byte>.Shared.Return(scratch);
    }

    private static async ValueTask SkipAsync(BlockCursor cursor, long offset, CancellationToken cancellationToken)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent((int)Math.Min(offset - cursor.Position, CheckedLength));
        while (cursor.Position < offset)
            await cursor.ReadAsync(scratch.AsMemory(0, (int)Math.Min(scratch.Length, offset - cursor.Position)), cancellationToken).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(scratch);
    }
}

/// <summary>Inflates one block of an entry from its beginning. At its end it checks length, CRC-32, and that the compressed data end with it.</summary>
internal sealed class BlockCursor : IDisposable
{
    private static readonly byte[] End = BlockIndex.End.ToArray();

    private readonly ZipEntry _entry;
    private readonly long _start;
    private readonly uint _claimed;
    private readonly CompressedWindow _window;
    private readonly DeflateStream _inflated;
    private readonly Crc32 _crc = new();

    /// <summary><paramref name="deflatedOffset"/> counts bytes from the start of the compressed data, <paramref name="start"/> and <paramref name="end"/> from the start of the entry.</summary>
    internal BlockCursor(PayloadSource archive, ZipEntry entry, int number, long deflatedOffset, long start, long end)
    {
        (uint deflatedLength, _claimed) = entry.Index!.Entries[number];
        _entry = entry;
        _start = start;
        Number = number;
        Position = start;
        Stop = end;

        // The end of the stream is appended to the block: the inflater then reports whether the block ended where a block may end.
        _window = new CompressedWindow(archive, entry.Name, entry.DataOffset + deflatedOffset, deflatedLength, suffix: End);
        _inflated = new DeflateStream(_window, CompressionMode.Decompress);
    }

    internal int Number { get; }

    internal long Position { get; private set; }

    internal long Stop { get; }

    internal int Read(Span<byte> destination)
    {
        try
        {
            int count = _inflated.Read(destination[..CountOf(destination.Length)]);
            Passed(destination[..count]);
            if (Position == Stop)
                Check(_inflated.Read(stackalloc byte[1]));
            return count;
        }
        catch (InvalidDataException e) when (!_window.HasFailed)
        {
            return ZipThrow.BadBlock(_entry, _start, Stop, e);
        }
    }

    internal async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            int count = await _inflated.ReadAsync(destination[..CountOf(destination.Length)], cancellationToken).ConfigureAwait(false);
            Passed(destination.Span[..count]);
            if (Position == Stop)
                Check(await _inflated.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false));
            return count;
        }
        catch (InvalidDataException e) when (!_window.HasFailed)
        {
            return ZipThrow.BadBlock(_entry, _start, Stop, e);
        }
    }

    public void Dispose()
    {
        _inflated.Dispose();
        _window.Dispose();
    }

    private int CountOf(int wanted) => (int)Math.Min(Math.Min(Stop - Position, wanted), EntrySource.CheckedLength);

    private void Passed(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty && Position < Stop)
            ZipThrow.BadBlock(_entry, _start, Stop);
        _crc.Append(data);
        Position += data.Length;
    }

    private void Check(int beyond)
    {
        if (beyond > 0 || _window.IsOverdrawn || _window.Remaining > 0 || _crc.GetCurrentHashAsUInt32() != _claimed)
            ZipThrow.BadBlock(_entry, _start, Stop);
    }
}
