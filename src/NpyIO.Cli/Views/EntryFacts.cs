namespace NpyIO.Cli.Views;

/// <summary>What <c>info</c> shows of a single array, an archive's entry, or an array in a pickle.</summary>
internal sealed class EntryFacts
{
    /// <summary>Describes a single array.</summary>
    internal EntryFacts(NpyHeader header)
    {
        Set(header);
        NBytes = header.NBytes;
    }

    /// <summary>Describes an entry, after reading its header.</summary>
    internal EntryFacts(NpzEntry entry)
    {
        Name = entry.Name;
        if (entry.Header is { } header)
            Set(header);
        NBytes = entry.Header?.NBytes ?? entry.Length;
        if (!entry.IsStored && entry.Length > 0)
            Packed = (double)entry.CompressedLength / entry.Length;
    }

    /// <summary>Describes an array in a pickle or joblib file.</summary>
    /// <param name="path">The path to it.</param>
    /// <param name="array">The array, loaded as stored.</param>
    internal EntryFacts(string path, NdArray array)
    {
        Name = path;
        Descr = array.DType.Descr;
        Shown = array.DType.Kind == DTypeKind.VariableString ? array.DType.ToString() : Descr;
        Shape = array.Shape.ToArray();
        FortranOrder = array.IsFortranContiguous && !array.IsCContiguous;
        NBytes = array.NBytes;
    }

    /// <summary>The entry's name or the array's path; null for a single array.</summary>
    internal string? Name { get; }

    /// <summary>The .npy format version, or null if the array is not stored as .npy.</summary>
    internal string? Version { get; private set; }

    /// <summary>The descr in Python's notation; null if it is not an array.</summary>
    internal string? Descr { get; private set; }

    /// <summary>The dtype for people: its descr, unless that belongs to another dtype that NumPy would save it as.</summary>
    internal string? Shown { get; private set; }

    /// <summary>The shape; empty if it is not an array.</summary>
    internal long[] Shape { get; private set; } = [];

    /// <summary>Whether the first axis varies fastest in the data.</summary>
    internal bool FortranOrder { get; private set; }

    /// <summary>The offset of the data in the entry, in bytes; null if unknown.</summary>
    internal long? DataOffset { get; private set; }

    /// <summary>The size of the array's values, or of the whole entry if it is not an array, in bytes.</summary>
    internal long NBytes { get; }

    /// <summary>The compressed length divided by the length; null if the entry is not compressed.</summary>
    internal double? Packed { get; }

    private void Set(NpyHeader header)
    {
        Version = header.Version.ToString();
        Descr = header.DType.Descr;   // only here: some dtypes have no descr
        Shown = Descr;
        Shape = header.Shape.ToArray();
        FortranOrder = header.FortranOrder;
        DataOffset = header.DataOffset;
    }
}
