using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>
/// Where the blocks of a deflated entry begin, each of which inflates by itself: so that a large entry is compressed and inflated by several threads, and a part of it read
/// without the rest. It stands as an extra field of the central directory alone, and is a claim like everything in a file.
/// </summary>
/// <remarks>
/// The entry's data are one deflate stream (RFC 1951) that any program inflates: the head (the array's header) as a stored block, then every block's deflate blocks, each ended by
/// a sync flush so that the next begins on a byte and refers to nothing before it, at last one empty final block, <c>03 00</c>.
/// <para>The field, little-endian, after the id 0x794E ("Ny") and the length that every extra field begins with:</para>
/// <list type="table">
/// <item><term>1 byte</term><description>the field's version, 1</description></item>
/// <item><term>4 bytes</term><description>the length of the head, inflated</description></item>
/// <item><term>8 bytes</term><description>the length of every block but the last, inflated; the last has the rest of the entry</description></item>
/// <item><term>4 + 4 bytes</term><description>of the head, then of every block: its length as deflated, and its CRC-32</description></item>
/// </list>
/// </remarks>
internal sealed class BlockIndex
{
    /// <summary>What ends the stream: one empty final block.</summary>
    internal static ReadOnlySpan<byte> End => [3, 0];

    /// <summary>The longest field, in bytes: what is known to pass zipfile and unzip beside a ZIP64 field.</summary>
    internal const int MostLength = 65_000;

    /// <summary>The longest block that is believed, in bytes: any entry that fits a disk has room in the field with less.</summary>
    internal const long MostBlockLength = 1 << 30;

    private const byte Version = 1;
    private const int HeadLengthAt = 1;
    private const int BlockLengthAt = 5;
    private const int EntriesAt = 13;
    private const int EntryLength = 8;

    private readonly (uint DeflatedLength, uint Crc)[] _entries;

    /// <summary>An index of the head and some blocks.</summary>
    internal BlockIndex(uint headLength, long blockLength, (uint DeflatedLength, uint Crc)[] entries)
    {
        HeadLength = headLength;
        BlockLength = blockLength;
        _entries = entries;
    }

    /// <summary>How many blocks, besides the head, a field has room for.</summary>
    internal static int MostBlocks => (MostLength - EntriesAt) / EntryLength - 1;

    /// <summary>The length of the head, inflated, in bytes.</summary>
    internal uint HeadLength { get; }

    /// <summary>The length of every block but the last, inflated, in bytes.</summary>
    internal long BlockLength { get; }

    /// <summary>For the head and then for every block: its length as deflated, in bytes, and the CRC-32 of what it inflates to.</summary>
    internal ReadOnlySpan<(uint DeflatedLength, uint Crc)> Entries => _entries;

    /// <summary>Reads the content of the extra field; null where it is none that could be true of such an entry.</summary>
    /// <param name="field">What follows the field's length.</param>
    /// <param name="length">The entry's length, inflated.</param>
    /// <param name="deflatedLength">The entry's length as deflated.</param>
    internal static BlockIndex? TryParse(ReadOnlySpan<byte> field, long length, long deflatedLength)
    {
        if (field.Length < EntriesAt || field[0] != Version || (field.Length - EntriesAt) % EntryLength != 0)
            return null;
        uint headLength = BinaryPrimitives.ReadUInt32LittleEndian(field[HeadLengthAt..]);
        long blockLength = BinaryPrimitives.ReadInt64LittleEndian(field[BlockLengthAt..]);
        long count = (field.Length - EntriesAt) / EntryLength;
        if (blockLength is <= 0 or > MostBlockLength || headLength > length || count != 1 + CountOf(length - headLength, blockLength))
            return null;

        var entries = new (uint DeflatedLength, uint Crc)[count];
        long sum = End.Length;
        for (int i = 0; i < entries.Length; i++)
        {
            ReadOnlySpan<byte> entry = field[(EntriesAt + i * EntryLength)..];
            entries[i] = (BinaryPrimitives.ReadUInt32LittleEndian(entry), BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]));
            sum += entries[i].DeflatedLength;
        }

        return sum == deflatedLength ? new BlockIndex(headLength, blockLength, entries) : null;
    }

    /// <summary>The content of the extra field.</summary>
    internal byte[] ToBytes()
    {
        byte[] field = new byte[EntriesAt + _entries.Length * EntryLength];
        field[0] = Version;
        BinaryPrimitives.WriteUInt32LittleEndian(field.AsSpan(HeadLengthAt), HeadLength);
        BinaryPrimitives.WriteInt64LittleEndian(field.AsSpan(BlockLengthAt), BlockLength);
        for (int i = 0; i < _entries.Length; i++)
        {
            Span<byte> entry = field.AsSpan(EntriesAt + i * EntryLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, _entries[i].DeflatedLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], _entries[i].Crc);
        }

        return field;
    }

    private static long CountOf(long length, long blockLength) => length == 0 ? 0 : (length - 1) / blockLength + 1;
}
