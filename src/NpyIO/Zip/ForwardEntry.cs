using System.Buffers;
using System.IO.Hashing;
using NpyIO.Headers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The data of an entry that passes by in a stream, as its array is read from them. Nothing the archive claims of them is known to be true before they have come, so their length counts as unknown.</summary>
internal abstract class ForwardEntry : PayloadSource, IDisposable
{
    /// <summary>How much is read and checked at once, in bytes: what stays in the cache.</summary>
    private const int CheckedLength = 256 << 10;

    private readonly Crc32 _crc = new();
    private byte[] _start = [];

    /// <summary>The data behind a local header.</summary>
    /// <param name="input">The stream, which stands where they begin.</param>
    /// <param name="header">The header.</param>
    /// <param name="entry">What it says.</param>
    /// <param name="tail">How many bytes the archive has behind them at least.</param>
    private protected ForwardEntry(ForwardInput input, LocalHeader header, ZipEntry entry, long tail)
    {
        Input = input;
        Header = header;
        Entry = entry;
        Tail = tail + (header.HasDescriptor ? DataDescriptor.LeastLength : 0);
    }

    /// <summary>The local header.</summary>
    internal LocalHeader Header { get; }

    /// <summary>What the local header says of the entry; its lengths only where <see cref="HasLengths"/>.</summary>
    internal ZipEntry Entry { get; }

    /// <summary>The CRC-32 of the data, once they have been read.</summary>
    internal uint Crc => _crc.GetCurrentHashAsUInt32();

    /// <summary>How many bytes have been read; in the end the length of the data.</summary>
    internal long DataLength { get; private set; }

    /// <summary>The length that the data turned out to have in the archive, in bytes.</summary>
    internal long CompressedLength { get; private protected set; }

    /// <summary>The length of the array at the data's start with its header, in bytes, once that is known; 0 before.</summary>
    internal long ArrayLength { get; set; }

    internal override long Length => Unknown;

    internal override bool IsPositional => false;

    /// <summary>The stream.</summary>
    private protected ForwardInput Input { get; }

    /// <summary>How many bytes the archive has behind the data at least.</summary>
    private protected long Tail { get; }

    /// <summary>Whether the local header tells CRC and lengths, not only the record behind the data.</summary>
    private protected bool HasLengths => HasLengthsIn(Header);

    /// <summary>Begins to read an entry.</summary>
    internal static ForwardEntry Open(ForwardInput input, LocalHeader header, ZipEntry entry, long tail) => header.Method switch
    {
        ZipLayout.Methods.Stored => new ForwardStored(input, header, entry, tail),
        ZipLayout.Methods.Deflated => new ForwardDeflated(input, header, entry, tail),
        _ when HasLengthsIn(header) => new ForwardDecoded(input, header, entry, tail),
        _ => ZipThrow.LengthUnknown(entry),
    };

    /// <summary>Whether the data begin as an array does; they are read from their beginning all the same.</summary>
    internal async ValueTask<bool> IsArrayAsync(CancellationToken cancellationToken)
    {
        byte[] start = new byte[HeaderLayout.Magic.Length];
        int count = 0;
        while (count < start.Length && await NextCheckedAsync(start.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and var more)
        {
            count += more;
        }

        _start = start[..count];
        bool isArray = _start.AsSpan().SequenceEqual(HeaderLayout.Magic);
        if (!isArray)
        {
            CheckEndIsTold();
        }

        return isArray;
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (offset >= _start.Length)
        {
            return await NextCheckedAsync(destination, cancellationToken).ConfigureAwait(false);
        }

        int count = Math.Min(destination.Length, _start.Length - (int)offset);
        _start.AsSpan((int)offset, count).CopyTo(destination.Span);
        return count;
    }

    /// <summary>What is read forward is awaited, by whoever does not want to wait too: then it has come before the call returns.</summary>
    internal override int Read(long offset, Span<byte> destination) => throw new NotSupportedException();

    /// <summary>Reads what has not been read, checks all of it, and goes on to what follows it in the archive.</summary>
    /// <exception cref="NpyFormatException">The data are not what the archive says.</exception>
    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(CheckedLength);
        try
        {
            while (await NextCheckedAsync(scratch, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }

        await CheckEndAsync(cancellationToken).ConfigureAwait(false);
        if (HasLengths && Crc != Entry.Crc)
        {
            ZipThrow.BadChecksum(Entry, Crc);
        }

        if (Header.HasDescriptor)
        {
            await PassDescriptorAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of what was taken to read.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>The next of the data, uncompressed; none only at their end.</summary>
    private protected abstract ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Refuses data of which neither the archive tells the end, nor the compression, nor an array's header.</summary>
    private protected virtual void CheckEndIsTold()
    {
    }

    /// <summary>Checks that the data end where they should, and has the stream stand behind them.</summary>
    private protected abstract ValueTask CheckEndAsync(CancellationToken cancellationToken);

    /// <summary>Passes over the record behind the data, which has to say what they are.</summary>
    private protected virtual async ValueTask PassDescriptorAsync(CancellationToken cancellationToken)
    {
        await Input.TryFillAsync(DataDescriptor.MostLength, Tail, cancellationToken).ConfigureAwait(false);
        int length = DataDescriptor.LengthOf(Input.Ready.Span, Crc, CompressedLength, DataLength);
        if (length == 0)
        {
            ZipThrow.DescriptorDiffers(Input.Position, Entry.Name, Crc, CompressedLength, DataLength);
        }

        Input.Advance(length);
    }

    private static bool HasLengthsIn(LocalHeader header) => !header.HasDescriptor || header.Crc != 0 || header.Length != 0 || header.CompressedLength != 0;

    private async ValueTask<int> NextCheckedAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int wanted = Math.Min(destination.Length, CheckedLength);
        if (HasLengths)
        {
            wanted = (int)Math.Min(wanted, Entry.Length - DataLength);
        }

        if (wanted == 0)
        {
            return 0;
        }

        int count = await NextAsync(destination[..wanted], cancellationToken).ConfigureAwait(false);
        if (count == 0 && HasLengths)
        {
            ZipThrow.InflatesToLess(Entry, DataLength);
        }

        _crc.Append(destination.Span[..count]);
        DataLength += count;
        return count;
    }
}
