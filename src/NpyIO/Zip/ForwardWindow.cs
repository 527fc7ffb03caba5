using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// The compressed bytes of an entry in a stream, as a decompressor reads them. Bytes that were returned stay in the input's buffer until more are requested, so that the end of the data
/// can be searched there.
/// </summary>
internal sealed class ForwardWindow : ForwardReadStream
{
    private readonly ForwardInput _input;
    private readonly ZipEntry _entry;
    private readonly bool _hasLength;
    private readonly long _tail;
    private long _left;

    /// <summary>
    /// Begins at the position of <paramref name="input"/>. If <paramref name="hasLength"/>, the compressed length is known and the last byte is returned alone, for the same reason as
    /// in <see cref="CompressedWindow"/>. <paramref name="tail"/> is the minimum number of bytes in the archive after the data.
    /// </summary>
    internal ForwardWindow(ForwardInput input, ZipEntry entry, bool hasLength, long tail)
    {
        _input = input;
        _entry = entry;
        _hasLength = hasLength;
        _tail = tail;
        _left = entry.CompressedLength;
    }

    /// <summary>Minimum number of bytes left, if the length is not known.</summary>
    internal long MinLeft { get; set; }

    /// <summary>Number of bytes returned before those that are still in the input's buffer.</summary>
    internal long Passed { get; private set; }

    /// <summary>Number of bytes at the start of the input's buffer that were returned; at least one if any were.</summary>
    internal int Handed { get; private set; }

    /// <summary>Number of bytes not yet returned, if the length is known.</summary>
    internal long Remaining => _left - Handed;

    /// <summary>Whether more bytes were requested than there are.</summary>
    internal bool IsOverdrawn { get; private set; }

    /// <summary>Whether reading the stream failed: its exceptions do not mean that the data are bad.</summary>
    internal bool HasFailed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Advance(Handed);
        if (_hasLength && _left == 0)
        {
            IsOverdrawn = true;
            return 0;
        }

        long known = ForwardInput.Sum(_hasLength ? _left : MinLeft, _tail);
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

    /// <summary>Not supported: the input is always awaited.</summary>
    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    /// <summary>Skips the first bytes of the input's buffer, and resets <see cref="Handed"/>.</summary>
    internal void Advance(int count)
    {
        _input.Advance(count);
        Passed += count;
        _left -= count;
        Handed = 0;
    }
}
