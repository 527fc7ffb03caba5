namespace NpyIO.Zip;

/// <summary>An entry's entry in the directory that is to be written.</summary>
internal abstract class EntryRecord
{
    /// <summary>The length of the entry with name, extra fields and comment, in bytes.</summary>
    internal abstract int EntryLength { get; }

    /// <summary>Fills a span of that length.</summary>
    internal abstract void WriteEntry(Span<byte> destination);
}
