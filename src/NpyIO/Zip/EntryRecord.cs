namespace NpyIO.Zip;

/// <summary>The record of an entry in a directory that is to be written.</summary>
internal abstract class EntryRecord
{
    /// <summary>Length with name, extra fields and comment, in bytes.</summary>
    internal abstract int EntryLength { get; }

    /// <summary>Fills a span of <see cref="EntryLength"/> bytes.</summary>
    internal abstract void WriteEntry(Span<byte> destination);
}
