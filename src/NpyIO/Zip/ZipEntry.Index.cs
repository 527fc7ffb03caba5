namespace NpyIO.Zip;

internal sealed partial class ZipEntry
{
    private BlockIndex? _index;
    private volatile bool _indexRead;

    /// <summary>
    /// The index of the entry's blocks, or null if there is none or it cannot be true: the combined CRCs of the blocks must be the entry's. So a damaged index is detected at once, and
    /// blocks that match the index add up to the entry.
    /// </summary>
    internal BlockIndex? Index
    {
        get
        {
            if (!_indexRead)
            {
                _index = FindIndex();
                _indexRead = true;
            }

            return _index;
        }
    }

    /// <summary>Whether the entry has an index that cannot be true: the entry or its record in the directory is damaged.</summary>
    internal bool IsIndexRefused => Method == ZipLayout.Methods.Deflated && Index is null && TryFind(ZipLayout.Extra.BlockIndex, out _);

    private BlockIndex? FindIndex()
    {
        if (Method != ZipLayout.Methods.Deflated
            || !TryFind(ZipLayout.Extra.BlockIndex, out ReadOnlySpan<byte> field)
            || BlockIndex.TryParse(field, Length, CompressedLength) is not { } index)
        {
            return null;
        }

        ReadOnlySpan<(uint DeflatedLength, uint Crc)> entries = index.Entries;
        uint crc = entries[0].Crc;
        for (int i = 1; i < entries.Length; i++)
        {
            long before = index.HeadLength + (i - 1) * index.BlockLength;
            crc = Crc32Combination.Combine(crc, entries[i].Crc, Math.Min(index.BlockLength, Length - before));
        }

        return crc == Crc ? index : null;
    }
}
