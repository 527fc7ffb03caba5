using System.Buffers.Binary;
using System.IO.Compression;

namespace NpyIO.Zip;

/// <summary>
/// A deflated entry in a stream. Where the local header does not tell its length, deflate itself marks the end of the data, but .NET's DeflateStream has by then taken some bytes more and does
/// not say how many. The record behind the data does: it stands at the one place among them where CRC, length and the distance from the data's start are all right.
/// </summary>
internal sealed class ForwardDeflated : ForwardEntry
{
    /// <summary>What deflate shrinks to one byte at most.</summary>
    private const long MostRatio = 1032;

    /// <summary>What an inflater may still have to give of the bytes it has taken: as many codes as four bytes hold, two bits each, of 258 bytes, and as much again.</summary>
    private const long MostPending = 2 * 16 * 258;

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
        // So much of the stream belongs to the data in any case, if the array is there whole: it can be read ahead.
        _window.LeastLeft = Math.Max(0, (ArrayLength - DataLength - MostPending) / MostRatio);
        try
        {
            int count = await _inflated.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
            if (count == 0 && _window.IsOverdrawn)
            {
                ZipThrow.CompressedDataEndEarly(Entry, DataLength);
            }

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
        {
            return;
        }

        if (await NextAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
        {
            ZipThrow.InflatesToMore(Entry);
        }

        if (_window.Remaining > 0)
        {
            ZipThrow.CompressedDataLeft(Entry);
        }

        _window.Advance(_window.Handed);
        CompressedLength = _window.Passed;
    }

    private protected override async ValueTask PassDescriptorAsync(CancellationToken cancellationToken)
    {
        if (!HasLengths)
        {
            await FindEndAsync(cancellationToken).ConfigureAwait(false);
        }

        await base.PassDescriptorAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes to the end of the compressed data, which lies in or directly behind what was handed out last.</summary>
    private async ValueTask FindEndAsync(CancellationToken cancellationToken)
    {
        int most = _window.Handed + DataDescriptor.MostLength;
        int end = FindDescriptor(most);
        if (end < 0)
        {
            // Not all of the record has come, or it is not there. The archive goes on behind where it begins, which is at most its own length before the end of what has come.
            long known = Input.Ready.Length - DataDescriptor.MostLength + Tail;
            await Input.TryFillAsync(most, known, cancellationToken).ConfigureAwait(false);
            end = FindDescriptor(most);
        }

        if (end < 0)
        {
            ZipThrow.NoDescriptor(Input.Position + _window.Handed, Entry.Name, Crc, DataLength);
        }

        _window.Advance(end);
        CompressedLength = _window.Passed;
    }

    /// <summary>Where among so many bytes the record behind the data begins; −1 where it does not.</summary>
    private int FindDescriptor(int most)
    {
        ReadOnlySpan<byte> bytes = Input.Ready.Span[..Math.Min(most, Input.Ready.Length)];
        Span<byte> crc = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc);
        for (int at = 0; bytes[at..].IndexOf(crc) is >= 0 and var found; at += found + 1)
        {
            // The CRC may have the signature before it, or not.
            int unsigned = at + found;
            int signed = unsigned - sizeof(uint);
            if (signed >= 0 && DescribesAt(bytes, signed))
            {
                return signed;
            }

            if (DescribesAt(bytes, unsigned))
            {
                return unsigned;
            }
        }

        return -1;
    }

    private bool DescribesAt(ReadOnlySpan<byte> bytes, int at) =>
        DataDescriptor.LengthOf(bytes[at..], Crc, _window.Passed + at, DataLength) > 0;
}
