namespace NpyIO.Cli.Views;

/// <summary>What <c>info</c> tells of a single array or of an archive's member.</summary>
internal sealed class MemberFacts
{
    /// <summary>Of a single array.</summary>
    internal MemberFacts(NpyHeader header)
    {
        Header = header;
        Descr = header.DType.Descr;
        NBytes = header.NBytes;
    }

    /// <summary>Of a member; its header is read.</summary>
    internal MemberFacts(NpzEntry entry)
    {
        Name = entry.Name;
        Header = entry.Header;
        Descr = Header?.DType.Descr;   // here: there are dtypes that have none
        NBytes = Header?.NBytes ?? entry.Length;
        if (!entry.IsStored && entry.Length > 0)
            Packed = (double)entry.CompressedLength / entry.Length;
    }

    /// <summary>The member's name; null for a single array.</summary>
    internal string? Name { get; }

    /// <summary>The array's header; null for what is no array.</summary>
    internal NpyHeader? Header { get; }

    /// <summary>The descr in Python's words; null for what is no array.</summary>
    internal string? Descr { get; }

    /// <summary>The bytes of the array's values, or all of what is no array.</summary>
    internal long NBytes { get; }

    /// <summary>The part of its length to which a member is compressed; null for one that is not.</summary>
    internal double? Packed { get; }
}
