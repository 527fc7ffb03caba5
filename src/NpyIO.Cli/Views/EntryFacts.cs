namespace NpyIO.Cli.Views;

/// <summary>What <c>info</c> tells of a single array, of an archive's entry, or of an array in a pickle.</summary>
internal sealed class EntryFacts
{
    /// <summary>Of a single array.</summary>
    internal EntryFacts(NpyHeader header)
    {
        Set(header);
        NBytes = header.NBytes;
    }

    /// <summary>Of an entry; its header is read.</summary>
    internal EntryFacts(NpzEntry entry)
    {
        Name = entry.Name;
        if (entry.Header is { } header)
            Set(header);
        NBytes = entry.Header?.NBytes ?? entry.Length;
        if (!entry.IsStored && entry.Length > 0)
            Packed = (double)entry.CompressedLength / entry.Length;
    }

    /// <summary>Of an array in a pickle or joblib file, loaded as it is stored there.</summary>
    /// <param name="path">The path to it.</param>
    /// <param name="array">The array.</param>
    internal EntryFacts(string path, NdArray array)
    {
        Name = path;
        Descr = array.DType.Descr;
        Shown = array.DType.Kind == DTypeKind.VariableString ? array.DType.ToString() : Descr;
        Shape = array.Shape.ToArray();
        FortranOrder = array.IsFortranContiguous && !array.IsCContiguous;
        NBytes = array.NBytes;
    }

    /// <summary>The entry's name, or the path to the array; null for a single array.</summary>
    internal string? Name { get; }

    /// <summary>The version of the .npy format; null for what has none.</summary>
    internal string? Version { get; private set; }

    /// <summary>The descr in Python's words; null for what is no array.</summary>
    internal string? Descr { get; private set; }

    /// <summary>The dtype for people: its descr, unless that is one of another dtype, as which NumPy would save it.</summary>
    internal string? Shown { get; private set; }

    /// <summary>The shape; empty for what is no array.</summary>
    internal long[] Shape { get; private set; } = [];

    /// <summary>Whether the first axis varies fastest in the data.</summary>
    internal bool FortranOrder { get; private set; }

    /// <summary>Where the data begin in the entry; null where that is not known.</summary>
    internal long? DataOffset { get; private set; }

    /// <summary>The bytes of the array's values, or all of what is no array.</summary>
    internal long NBytes { get; }

    /// <summary>The part of its length to which an entry is compressed; null for one that is not.</summary>
    internal double? Packed { get; }

    private void Set(NpyHeader header)
    {
        Version = header.Version.ToString();
        Descr = header.DType.Descr;   // here: there are dtypes that have none
        Shown = Descr;
        Shape = header.Shape.ToArray();
        FortranOrder = header.FortranOrder;
        DataOffset = header.DataOffset;
    }
}
