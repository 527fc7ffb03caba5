using System.Buffers.Binary;
using System.IO.Compression;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// A deflated entry in a stream. If the local header does not have its length, deflate marks the end of the data, but .NET's DeflateStream has then read some bytes too many and does
/// not say how many. The data descriptor does: it is at the only position among them where CRC, length and distance from the data's start all match.
/// </summary>
internal sealed class ForwardDeflated : ForwardEntry
{
    /// <summary>Maximum output, in bytes, still pending for input that an inflater has taken: as many codes as four bytes hold, two bits each, of 258 bytes, doubled.</summary>
    private const long MaxPending = 2 * 16 * 258;

    private readonly ForwardWindow _window;
    private readonly DeflateStream _inflated;

    internal ForwardDeflated(ForwardInput input, LocalHeader header, ZipEntry entry, long tail)
        : base(input, header, entry, tail)
    {
        _window = new ForwardWindow(input, entry, HasLengths, Tail);
        _inflated = new DeflateStream(_window, CompressionMode.Decompress);
    }

    public override void Dispose()
    {
        _inflated.Dispose();
        _window.Dispose();
        base.Dispose();
    }

    private protected override async ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        // If the array is complete, at least this much of the stream belongs to the data and can be read ahead.
        _window.MinLeft = Math.Max(0, (ArrayLength - DataLength - MaxPending) / ZipEntry.MaxDeflateRatio);
        try
        {
            int count = await _inflated.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
            if (count == 0 && _window.IsOverdrawn)
                ZipThrow.CompressedDataEndEarly(Entry, DataLength);
            return count;
        }
        catch (InvalidDataException e) when (!_window.HasFailed)
        {
            return ZipThrow.BadCompression(Entry, DataLength, e);
        }
    }

    private protected override async ValueTask CheckEndAsync(CancellationToken cancellationToken)
    {
        if (!HasLengths)
            return;
        if (await NextAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
            ZipThrow.InflatesToMore(Entry);
        if (_window.Remaining > 0)
            ZipThrow.CompressedDataLeft(Entry);
        _window.Advance(_window.Handed);
        CompressedLength = _window.Passed;
    }

    private protected override async ValueTask PassDescriptorAsync(CancellationToken cancellationToken)
    {
        if (!HasLengths)
            await FindEndAsync(cancellationToken).ConfigureAwait(false);
        await base.PassDescriptorAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Advances to the end of the compressed data, which is in or directly after the bytes returned last.</summary>
    private async ValueTask FindEndAsync(CancellationToken cancellationToken)
    {
        int most = _window.Handed + DataDescriptor.MaxLength;
        int end = FindDescriptor(most);
        if (end < 0)
        {
            // The descriptor is incomplete or missing. The archive continues after its start, which is at most its own length before the end of what has arrived.
            long known = Input.Ready.Length - DataDescriptor.MaxLength + Tail;
            await Input.TryFillAsync(most, known, cancellationToken).ConfigureAwait(false);
            end = FindDescriptor(most);
        }

        if (end < 0)
            ZipThrow.BadArchive(Input.Position + _window.Handed, Entry.Name, $"no record at the end of its data says what they are, {DataLength} bytes with the CRC-32 0x{Crc:x8}");
        _window.Advance(end);
        CompressedLength = _window.Passed;
    }

    private int FindDescriptor(int most)
    {
        ReadOnlySpan<byte> bytes = Input.Ready.Span[..Math.Min(most, Input.Ready.Length)];
        Span<byte> crc = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc);
        for (int at = 0; bytes[at..].IndexOf(crc) is >= 0 and var found; at += found + 1)
        {
            // The signature before the CRC is optional.
            int unsigned = at + found;
            int signed = unsigned - sizeof(uint);
            if (signed >= 0 && DescribesAt(bytes, signed))
                return signed;
            if (DescribesAt(bytes, unsigned))
                return unsigned;
        }

        return -1;
    }

    private bool DescribesAt(ReadOnlySpan<byte> bytes, int at) =>
        DataDescriptor.LengthOf(bytes[at..], Crc, _window.Passed + at, DataLength) > 0;
}

/// <summary>The compressed bytes of an entry in a stream. Those returned stay in the input's buffer until more are requested: the end of the data is searched there.</summary>
/// <remarks>If the compressed length is known, the last byte is returned alone, as in <see cref="CompressedWindow"/>. <c>tail</c> is the minimum number of bytes after the data.</remarks>
internal sealed class ForwardWindow(ForwardInput input, ZipEntry entry, bool hasLength, long tail) : ForwardReadStream
{
    private long _left = entry.CompressedLength;

    internal long MinLeft { get; set; }

    /// <summary>Number of bytes returned before those that are still in the input's buffer.</summary>
    internal long Passed { get; private set; }

    /// <summary>Number of bytes at the start of the input's buffer that were returned; at least one if any were.</summary>
    internal int Handed { get; private set; }

    internal long Remaining => _left - Handed;

    internal bool IsOverdrawn { get; private set; }

    internal bool HasFailed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Advance(Handed);
        if (hasLength && _left == 0)
        {
            IsOverdrawn = true;
            return 0;
        }

        long known = ForwardInput.Sum(hasLength ? _left : MinLeft, tail);
        HasFailed = true;
        bool isThere = await input.TryFillAsync(1, known, cancellationToken).ConfigureAwait(false);
        HasFailed = false;
        if (!isThere)
            ZipThrow.EntryEndsEarly(entry.Name, input.Position);
        int count = Math.Min(buffer.Length, input.Ready.Length);
        if (hasLength)
        {
            count = (int)Math.Min(count, _left);
            count -= count == _left && count > 1 ? 1 : 0;
        }

        input.Ready[..count].CopyTo(buffer);
        Handed = count;
        return count;
    }

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    internal void Advance(int count)
    {
        input.Advance(count);
        Passed += count;
        _left -= count;
        Handed = 0;
    }
}
