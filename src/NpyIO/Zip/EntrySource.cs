using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The data of an entry, as its array is read from them; offsets count from the entry's start.</summary>
internal abstract class EntrySource : PayloadSource, IDisposable
{
    /// <summary>How much is read and checked at once, in bytes: what stays in the cache.</summary>
    internal const int CheckedLength = 256 << 10;

    private EntryPrefix? _head;

    /// <summary>The data of an entry, whose place in the archive is known.</summary>
    private protected EntrySource(ZipEntry entry) => Entry = entry;

    /// <summary>The entry.</summary>
    internal ZipEntry Entry { get; }

    /// <summary>Reads what has not been read, and checks all of it.</summary>
    /// <exception cref="NpyFormatException">The data are not what the archive says.</exception>
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

    /// <summary>As <see cref="Complete"/>.</summary>
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

    /// <summary>Lets go of what was taken to read.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what was taken to read.</summary>
    private protected virtual void Dispose(bool disposing) => _head?.Dispose();

    /// <summary>Takes what has been read of the entry, to be given back with this.</summary>
    private protected void Owns(EntryPrefix head) => _head = head;

    /// <summary>The first byte from an offset on that has not been read; the entry's length where there is none.</summary>
    internal abstract long FirstUnread(long offset);

    /// <summary>How many bytes from an unread one on have not been read.</summary>
    private protected virtual long UnreadLength(long offset) => Entry.Length - offset;

    /// <summary>Checks what has been read, which is everything.</summary>
    private protected abstract void Check();

    /// <summary>As <see cref="Check"/>.</summary>
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
