namespace NpyIO.Zip;

/// <summary>The central directory of an archive: APPNOTE 6.3, §4.3.12.</summary>
internal sealed class CentralDirectory
{
    private CentralDirectory(ZipEntry[] entries, long start, long prefix, byte[] comment)
    {
        Entries = entries;
        Start = start;
        Prefix = prefix;
        Comment = comment;
    }

    /// <summary>Every entry, as the directory lists them.</summary>
    internal IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>Where the directory begins, in bytes from the archive's start.</summary>
    internal long Start { get; }

    /// <summary>The length of what lies before the archive, in bytes.</summary>
    internal long Prefix { get; }

    /// <summary>The archive's comment.</summary>
    internal ReadOnlyMemory<byte> Comment { get; }

    /// <summary>Reads the entries of a directory.</summary>
    /// <param name="bytes">The directory; the entries keep it.</param>
    /// <param name="end">The end record, whose count has been compared with the directory's length.</param>
    /// <param name="comment">The archive's comment.</param>
    internal static CentralDirectory Parse(ReadOnlyMemory<byte> bytes, in EndOfCentralDirectory end, byte[] comment)
    {
        var entries = new List<ZipEntry>((int)end.Count);
        for (int at = 0; at < bytes.Length;)
        {
            ZipEntry entry = ZipEntry.Parse(bytes[at..], end.DirectoryStart + at, end.Prefix);
            entries.Add(entry);
            at += entry.Entry.Length;
        }

        if (!end.HasCount(entries.Count))
            ZipThrow.WrongEntryCount(end, entries.Count);
        ZipEntry[] all = [.. entries];
        SetLimits(all, end.DirectoryStart);
        return new CentralDirectory(all, end.DirectoryStart, end.Prefix, comment);
    }

    /// <summary>Tells each entry where the next one begins, before which its data have to end. Two entries with one header overlap in any case.</summary>
    private static void SetLimits(ZipEntry[] entries, long directoryStart)
    {
        ZipEntry[] sorted = entries;
        for (int i = 1; i < entries.Length; i++)
        {
            if (entries[i].HeaderOffset < entries[i - 1].HeaderOffset)
            {
                sorted = (ZipEntry[])entries.Clone();
                Array.Sort(sorted, static (a, b) => a.HeaderOffset.CompareTo(b.HeaderOffset));
                break;
            }
        }

        for (int i = 0; i < sorted.Length; i++)
        {
            bool isShared = i > 0 && sorted[i - 1].HeaderOffset == sorted[i].HeaderOffset;
            long next = i + 1 < sorted.Length ? sorted[i + 1].HeaderOffset : directoryStart;
            sorted[i].Limit = isShared ? sorted[i].HeaderOffset : Math.Min(next, directoryStart);
        }
    }
}
