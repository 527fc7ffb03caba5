using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// The compressed bytes of an entry in a stream, as whoever decompresses them reads them. What has been handed out stays in the input's buffer until more is asked for, so that it can be
/// looked through when the data have ended somewhere in it.
/// </summary>
internal sealed class ForwardWindow : ForwardReadStream
{
    private readonly ForwardInput _input;
    private readonly ZipEntry _entry;
    private readonly bool _hasLength;
    private readonly long _tail;
    private long _left;

    /// <summary>The bytes from where the input stands.</summary>
    /// <param name="input">The input.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="hasLength">Whether its compressed length is told. The last byte is then handed out alone, as <see cref="CompressedWindow"/> does, for the same reason.</param>
    /// <param name="tail">How many bytes the archive has behind the data at least.</param>
    internal ForwardWindow(ForwardInput input, ZipEntry entry, bool hasLength, long tail)
    {
        _input = input;
        _entry = entry;
        _hasLength = hasLength;
        _tail = tail;
        _left = entry.CompressedLength;
    }

    /// <summary>How many bytes are still to come at least, where that is not told.</summary>
    internal long LeastLeft { get; set; }

    /// <summary>How many bytes have been handed out before those that are still in the input's buffer.</summary>
    internal long Passed { get; private set; }

    /// <summary>How many bytes at the start of the input's buffer have been handed out, which is one at least wherever any was.</summary>
    internal int Handed { get; private set; }

    /// <summary>How many bytes have not been asked for, where their number is told.</summary>
    internal long Remaining => _left - Handed;

    /// <summary>Whether more has been asked for than there is.</summary>
    internal bool IsOverdrawn { get; private set; }

    /// <summary>Whether the stream could not be read: its own exceptions say nothing about the data.</summary>
    internal bool HasFailed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Advance(Handed);
        if (_hasLength && _left == 0)
        {
            IsOverdrawn = true;
            return 0;
        }

        long known = ForwardInput.Sum(_hasLength ? _left : LeastLeft, _tail);
        HasFailed = true;
        bool isThere = await _input.TryFillAsync(1, known, cancellationToken).ConfigureAwait(false);
        HasFailed = false;
        if (!isThere)
        {
            ZipThrow.EntryEndsEarly(_entry.Name, _input.Position);
        }

        int count = Math.Min(buffer.Length, _input.Ready.Length);
        if (_hasLength)
        {
            count = (int)Math.Min(count, _left);
            count -= count == _left && count > 1 ? 1 : 0;
        }

        _input.Ready[..count].CopyTo(buffer);
        Handed = count;
        return count;
    }

    /// <summary>Not there: what feeds the input arrives when it does.</summary>
    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    /// <summary>Passes over the first of the bytes in the input's buffer, and forgets which have been handed out.</summary>
    internal void Advance(int count)
    {
        _input.Advance(count);
        Passed += count;
        _left -= count;
        Handed = 0;
    }
}
