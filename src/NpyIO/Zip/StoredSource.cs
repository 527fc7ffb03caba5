using NpyIO.IO;

namespace NpyIO.Zip;

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
