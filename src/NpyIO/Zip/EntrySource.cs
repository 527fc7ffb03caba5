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
