using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The data of an entry; offsets count from the entry's start.</summary>
internal abstract class EntrySource : PayloadSource, IDisposable
{
    /// <summary>Bytes that are read and checked at once: they stay in the cache.</summary>
    internal const int CheckedLength = 256 << 10;

    private EntryPrefix? _head;

    /// <summary>Requires that the entry's data offset is known.</summary>
    private protected EntrySource(ZipEntry entry) => Entry = entry;

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
        try
        {
            for (long offset = FirstUnread(0); offset < Entry.Length; offset = FirstUnread(offset))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Require(await ReadAsync(offset, Unread(scratch, offset), cancellationToken).ConfigureAwait(false), offset);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }

        await CheckAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected virtual void Dispose(bool disposing) => _head?.Dispose();

    /// <summary>Takes ownership of <paramref name="head"/>, which is disposed of with this.</summary>
    private protected void Owns(EntryPrefix head) => _head = head;

    /// <summary>Returns the first unread offset from <paramref name="offset"/> on, or the entry's length if there is none.</summary>
    internal abstract long FirstUnread(long offset);

    /// <summary>Returns the number of bytes, from the unread <paramref name="offset"/> on, that have not been read.</summary>
    private protected virtual long UnreadLength(long offset) => Entry.Length - offset;

    /// <summary>Checks the data, all of which have been read.</summary>
    private protected abstract void Check();

    private protected virtual ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        Check();
        return default;
    }

    private Memory<byte> Unread(byte[] scratch, long offset) => scratch.AsMemory(0, (int)Math.Min(scratch.Length, UnreadLength(offset)));

    private void Require(int count, long offset)
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

    /// <summary>Takes ownership of <paramref name="head"/>, which holds the first bytes of the entry.</summary>
    internal StoredSource(PayloadSource archive, ZipEntry entry, EntryPrefix head)
        : base(entry)
    {
        Owns(head);
        _archive = archive;
        _head = head.Data;
    }

    /// <summary>Whether to compute the CRC of what is read, and to check it when all has been read.</summary>
    internal bool IsChecked { get; init; } = true;

    internal override long Length => Entry.Length;

    internal override bool IsPositional => _archive.IsPositional;

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
            int count = FromHead(offset + done, piece);
            if (count == 0)
                count = _archive.Read(Entry.DataOffset + offset + done, piece);
            if (count == 0)
                break;
            run?.Append(piece[..count]);
            done += count;
        }

        if (run is not null)
            _runs.Return(run);
        return done;
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        destination = destination[..CountOf(offset, destination.Length)];
        int count = FromHead(offset, destination.Span);
        if (count == 0)
            count = await _archive.ReadAsync(Entry.DataOffset + offset, destination, cancellationToken).ConfigureAwait(false);
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

    private int CountOf(long offset, int wanted) => (int)Math.Clamp(Entry.Length - offset, 0, wanted);

    private int FromHead(long offset, Span<byte> destination)
    {
        if (offset >= _head.Length)
            return 0;
        int count = Math.Min(destination.Length, _head.Length - (int)offset);
        _head.Span.Slice((int)offset, count).CopyTo(destination);
        return count;
    }
}
