using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>
/// Index of the blocks of a deflated entry. Each block inflates by itself, so that several threads can compress and inflate a large entry, and a part of it can be read without the
/// rest. The index is an extra field of the central directory only and, like everything in a file, a claim.
/// </summary>
/// <remarks>
/// The entry's data are one deflate stream (RFC 1951) that any program inflates: the head (the array's header) as a stored block, then the deflate blocks of every block, each ended by
/// a sync flush so that the next begins on a byte and refers to nothing before it, and finally one empty final block, <c>03 00</c>.
/// <para>The field, little-endian, after its id 0x794E ("Ny") and its length:</para>
/// <list type="table">
/// <item><term>1 byte</term><description>version of the field, 1</description></item>
/// <item><term>4 bytes</term><description>inflated length of the head</description></item>
/// <item><term>8 bytes</term><description>inflated length of every block but the last; the last has the rest of the entry</description></item>
/// <item><term>4 + 4 bytes</term><description>deflated length and CRC-32, of the head and then of every block</description></item>
/// </list>
/// </remarks>
internal sealed class BlockIndex(uint headLength, long blockLength, (uint DeflatedLength, uint Crc)[] entries)
{
    /// <summary>Ends the stream: one empty final block.</summary>
    internal static ReadOnlySpan<byte> End => [3, 0];

    /// <summary>Maximum length of the field, in bytes: zipfile and unzip are known to accept it next to a ZIP64 field.</summary>
    internal const int MaxLength = 65_000;

    /// <summary>Maximum length of a block that is accepted, in bytes: any entry that fits on a disk can be indexed with shorter blocks.</summary>
    internal const long MaxBlockLength = 1 << 30;

    private const byte Version = 1;
    private const int HeadLengthAt = 1;
    private const int BlockLengthAt = 5;
    private const int EntriesAt = 13;
    private const int EntryLength = 8;

    internal static int MaxBlocks => (MaxLength - EntriesAt) / EntryLength - 1;

    internal uint HeadLength => headLength;

    internal long BlockLength => blockLength;

    internal ReadOnlySpan<(uint DeflatedLength, uint Crc)> Entries => entries;

    /// <summary>Reads the content of the extra field, without id and length. Returns null if it cannot be true of an entry with these lengths.</summary>
    internal static BlockIndex? TryParse(ReadOnlySpan<byte> field, long length, long deflatedLength)
    {
        if (field.Length < EntriesAt || field[0] != Version || (field.Length - EntriesAt) % EntryLength != 0)
            return null;
        uint headLength = BinaryPrimitives.ReadUInt32LittleEndian(field[HeadLengthAt..]);
        long blockLength = BinaryPrimitives.ReadInt64LittleEndian(field[BlockLengthAt..]);
        long count = (field.Length - EntriesAt) / EntryLength;
        if (blockLength is <= 0 or > MaxBlockLength || headLength > length || count != 1 + CountOf(length - headLength, blockLength))
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

    internal byte[] ToBytes()
    {
        byte[] field = new byte[EntriesAt + entries.Length * EntryLength];
        field[0] = Version;
        BinaryPrimitives.WriteUInt32LittleEndian(field.AsSpan(HeadLengthAt), HeadLength);
        BinaryPrimitives.WriteInt64LittleEndian(field.AsSpan(BlockLengthAt), BlockLength);
        for (int i = 0; i < entries.Length; i++)
        {
            Span<byte> entry = field.AsSpan(EntriesAt + i * EntryLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, entries[i].DeflatedLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], entries[i].Crc);
        }

        return field;
    }

    private static long CountOf(long length, long blockLength) => length == 0 ? 0 : (length - 1) / blockLength + 1;
}

/// <summary>Collects the index of an entry's blocks while they are written.</summary>
internal sealed class BlockIndexBuilder(long blockLength)
{
    private readonly List<(long DeflatedLength, uint Crc)> _blocks = [];
    private (long DeflatedLength, uint Crc) _head;
    private uint _headLength;
    private long _lastLength;

    private uint _crc;

    internal long Length { get; private set; }

    /// <summary>Deflated length of head and blocks, in bytes, without the end of the stream.</summary>
    internal long DeflatedLength { get; private set; }

    internal uint Crc => Crc32Combination.Combine(_head.Crc, _crc, Length - _headLength);

    /// <summary>Records the head, before the blocks. A head of the same length may replace it later.</summary>
    internal void SetHead(int length, long deflatedLength, uint crc)
    {
        Length += length - _headLength;
        DeflatedLength += deflatedLength - _head.DeflatedLength;
        _headLength = (uint)length;
        _head = (deflatedLength, crc);
    }

    internal void Add(long length, long deflatedLength, uint crc)
    {
        Length += length;
        DeflatedLength += deflatedLength;
        _crc = Crc32Combination.Combine(_crc, crc, length);
        _blocks.Add((deflatedLength, crc));
        _lastLength = length;
    }

    /// <summary>Returns the field, or null if it does not fit. Neighbouring blocks are merged until all fit: two merged blocks still refer to nothing before the first.</summary>
    internal byte[]? ToBytes()
    {
        List<(long DeflatedLength, uint Crc)> blocks = _blocks;
        long length = blockLength;
        long last = _lastLength;
        while (blocks.Count > BlockIndex.MaxBlocks)
        {
            var joined = new List<(long DeflatedLength, uint Crc)>(blocks.Count / 2 + 1);
            for (int i = 0; i + 1 < blocks.Count; i += 2)
            {
                long secondLength = i + 2 == blocks.Count ? last : length;
                joined.Add((blocks[i].DeflatedLength + blocks[i + 1].DeflatedLength, Crc32Combination.Combine(blocks[i].Crc, blocks[i + 1].Crc, secondLength)));
            }

            if (blocks.Count % 2 != 0)
                joined.Add(blocks[^1]);
            else
                last += length;
            blocks = joined;
            length *= 2;
        }

        if (length > BlockIndex.MaxBlockLength || _head.DeflatedLength > uint.MaxValue)
            return null;
        (uint DeflatedLength, uint Crc)[] entries = [((uint)_head.DeflatedLength, _head.Crc), .. blocks.Select(block => ((uint)block.DeflatedLength, block.Crc))];
        return new BlockIndex(_headLength, length, entries).ToBytes();
    }
}
