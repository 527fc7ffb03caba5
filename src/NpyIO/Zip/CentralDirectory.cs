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

    /// <summary>All entries, in the directory's order.</summary>
    internal IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>Offset of the directory, in bytes from the archive's start.</summary>
    internal long Start { get; }

    /// <summary>Length of the data before the archive, in bytes.</summary>
    internal long Prefix { get; }

    internal ReadOnlyMemory<byte> Comment { get; }

    /// <summary>Parses a directory whose length has been compared with the count in <paramref name="end"/>. The entries keep <paramref name="bytes"/>.</summary>
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

    /// <summary>Sets for each entry the offset of the next one, before which its data must end. Two entries with the same header overlap in any case.</summary>
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
