namespace NpyIO.Zip;

/// <summary>Collects what the index of an entry's blocks says while they are written.</summary>
internal sealed class BlockIndexBuilder(long blockLength)
{
    private readonly List<(long DeflatedLength, uint Crc)> _blocks = [];
    private (long DeflatedLength, uint Crc) _head;
    private uint _headLength;
    private long _lastLength;

    /// <summary>The length of head and blocks, inflated, in bytes.</summary>
    internal long Length { get; private set; }

    /// <summary>The length of head and blocks as deflated, in bytes, without what ends the stream.</summary>
    internal long DeflatedLength { get; private set; }

    /// <summary>The CRC-32 of the blocks.</summary>
    private uint _crc;

    /// <summary>The CRC-32 of head and blocks.</summary>
    internal uint Crc => Crc32Combination.Combine(_head.Crc, _crc, Length - _headLength);

    /// <summary>Takes note of the head, before the blocks or, if it is as long, again.</summary>
    internal void SetHead(int length, long deflatedLength, uint crc)
    {
        Length += length - _headLength;
        DeflatedLength += deflatedLength - _head.DeflatedLength;
        _headLength = (uint)length;
        _head = (deflatedLength, crc);
    }

    /// <summary>Takes note of a block.</summary>
    internal void Add(long length, long deflatedLength, uint crc)
    {
        Length += length;
        DeflatedLength += deflatedLength;
        _crc = Crc32Combination.Combine(_crc, crc, length);
        _blocks.Add((deflatedLength, crc));
        _lastLength = length;
    }

    /// <summary>
    /// The content of the field; null where there is no place for it. Neighbours become one block until all find room: a block refers to nothing before it, and two of them
    /// refer to nothing before the first.
    /// </summary>
    internal byte[]? ToBytes()
    {
        List<(long DeflatedLength, uint Crc)> blocks = _blocks;
        long length = blockLength;
        long last = _lastLength;
        while (blocks.Count > BlockIndex.MostBlocks)
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

        if (length > BlockIndex.MostBlockLength || _head.DeflatedLength > uint.MaxValue)
            return null;
        (uint DeflatedLength, uint Crc)[] entries = [((uint)_head.DeflatedLength, _head.Crc), .. blocks.Select(block => ((uint)block.DeflatedLength, block.Crc))];
        return new BlockIndex(_headLength, length, entries).ToBytes();
    }
}
