using System.Buffers;
using System.IO.Hashing;
using NpyIO.Headers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The data of an entry in a stream. No claim of the archive can be verified before the data have arrived, so their length counts as unknown.</summary>
internal abstract class ForwardEntry : PayloadSource, IDisposable
{
    /// <summary>Bytes that are read and checked at once: they stay in the cache.</summary>
    private const int CheckedLength = 256 << 10;

    private readonly Crc32 _crc = new();
    private byte[] _start = [];

    /// <summary>
    /// Reads the data at the position of <paramref name="input"/>. <paramref name="entry"/> is as <paramref name="header"/> describes it; <paramref name="tail"/> is the minimum number
    /// of bytes in the archive after the data.
    /// </summary>
    private protected ForwardEntry(ForwardInput input, LocalHeader header, ZipEntry entry, long tail)
    {
        Input = input;
        Header = header;
        Entry = entry;
        Tail = tail + (header.HasDescriptor ? DataDescriptor.MinLength : 0);
    }

    internal LocalHeader Header { get; }

    /// <summary>The entry as the local header describes it; its lengths are valid only if <see cref="HasLengths"/>.</summary>
    internal ZipEntry Entry { get; }

    /// <summary>CRC-32 of the data, once they have been read.</summary>
    internal uint Crc => _crc.GetCurrentHashAsUInt32();

    /// <summary>Number of bytes read; finally the length of the data.</summary>
    internal long DataLength { get; private set; }

    /// <summary>Actual length of the data in the archive, in bytes.</summary>
    internal long CompressedLength { get; private protected set; }

    /// <summary>Length of the array at the data's start with its header, in bytes; 0 until it is known.</summary>
    internal long ArrayLength { get; set; }

    internal override long Length => Unknown;

    internal override bool IsPositional => false;

    private protected ForwardInput Input { get; }

    /// <summary>Minimum number of bytes in the archive after the data.</summary>
    private protected long Tail { get; }

    /// <summary>Whether the local header has CRC and lengths; otherwise only the data descriptor has them.</summary>
    private protected bool HasLengths => HasLengthsIn(Header);

    internal static ForwardEntry Open(ForwardInput input, LocalHeader header, ZipEntry entry, long tail) => header.Method switch
    {
        ZipLayout.Methods.Stored => new ForwardStored(input, header, entry, tail),
        ZipLayout.Methods.Deflated => new ForwardDeflated(input, header, entry, tail),
        _ when HasLengthsIn(header) => new ForwardDecoded(input, header, entry, tail),
        _ => ZipThrow.LengthUnknown(entry),
    };

    /// <summary>Whether the data begin as an array does. They are still read from their beginning.</summary>
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

    /// <summary>Not supported: reading forward is always awaited. If the stream is read synchronously, every task is complete when it is returned.</summary>
    internal override int Read(long offset, Span<byte> destination) => throw new NotSupportedException();

    /// <summary>Reads the rest of the data, checks all of them, and advances to what follows. Throws <see cref="NpyFormatException"/> if they are not what the archive says.</summary>
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

    public virtual void Dispose()
    {
    }

    /// <summary>Reads the next uncompressed bytes. Returns 0 only at their end.</summary>
    private protected abstract ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Throws if neither the archive, nor the compression, nor an array's header determines the end of the data.</summary>
    private protected virtual void CheckEndIsTold()
    {
    }

    /// <summary>Checks that the data end where they should, and positions the stream after them.</summary>
    private protected abstract ValueTask CheckEndAsync(CancellationToken cancellationToken);

    /// <summary>Reads the data descriptor, which must match the data.</summary>
    private protected virtual async ValueTask PassDescriptorAsync(CancellationToken cancellationToken)
    {
        await Input.TryFillAsync(DataDescriptor.MaxLength, Tail, cancellationToken).ConfigureAwait(false);
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
