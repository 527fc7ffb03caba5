namespace NpyIO.Zip;

/// <summary>Collects the index of an entry's blocks while they are written.</summary>
internal sealed class BlockIndexBuilder(long blockLength)
{
    private readonly List<(long DeflatedLength, uint Crc)> _blocks = [];
    private (long DeflatedLength, uint Crc) _head;
    private uint _headLength;
    private long _lastLength;

    /// <summary>Inflated length of head and blocks, in bytes.</summary>
    internal long Length { get; private set; }

    /// <summary>Deflated length of head and blocks, in bytes, without the end of the stream.</summary>
    internal long DeflatedLength { get; private set; }

    /// <summary>CRC-32 of the blocks, without the head.</summary>
    private uint _crc;

    /// <summary>CRC-32 of head and blocks.</summary>
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

    /// <summary>
    /// Returns the content of the field, or null if it does not fit. Neighbouring blocks are merged until all fit: two merged blocks still refer to nothing before the first.
    /// </summary>
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
