using NpyIO.Sparse;

namespace NpyIO.Archives;

/// <summary>Builds a sparse matrix from the entries of an archive, as <c>scipy.sparse.load_npz</c> does.</summary>
internal static class SparseReader
{
    internal static (SparseFormat Format, long[] Shape, NdArray Data, NdArray[] Indexes, bool IsArray) Read(Dictionary<string, NdArray> entries)
    {
        SparseFormat format = ReadFormat(Entry(entries, SparseLayout.Format));
        long[] shape = ReadShape(Entry(entries, SparseLayout.Shape));
        NdArray data = Entry(entries, SparseLayout.Data);
        NdArray[] indexes = format switch
        {
            SparseFormat.Coo when entries.TryGetValue(SparseLayout.Coords, out NdArray? coords) => RowsOf(coords),
            SparseFormat.Coo => [Entry(entries, SparseLayout.Row), Entry(entries, SparseLayout.Col)],
            SparseFormat.Dia => [Entry(entries, SparseLayout.Offsets)],
            _ => [Entry(entries, SparseLayout.Indices), Entry(entries, SparseLayout.Indptr)],
        };
        return (format, shape, data, indexes, entries.TryGetValue(SparseLayout.IsArray, out NdArray? flag) && ReadFlag(flag));
    }

    private static NdArray Entry(Dictionary<string, NdArray> entries, string part) =>
        entries.TryGetValue(part, out NdArray? array)
            ? array
            : NpzThrow.NoSparseEntry(part);

    /// <summary>The name of the format is stored as bytes; SciPy before 1.0 also wrote text.</summary>
    private static SparseFormat ReadFormat(NdArray array)
    {
        if (array.Count != 1 || array.DType.Kind is not (DTypeKind.Bytes or DTypeKind.String))
            NpzThrow.BadSparseEntry(new(SparseLayout.Format, $"format is {array}, where one text is expected", "one text", array.ToString()));

        string name;
        try
        {
            name = array.Reshape([]).Get<string>();
        }
        catch (InvalidOperationException)
        {
            name = "text beyond Unicode";
        }

        return SparseLayout.FormatOf(name) ?? NpzThrow.UnknownSparseFormat(name.Length > 20 ? name[..20] + "…" : name);
    }

    private static long[] ReadShape(NdArray array)
    {
        if (SparseRules.FaultOfIndex(SparseLayout.Shape, array) is { } fault)
            NpzThrow.BadSparseEntry(fault);
        if (array.Count > DType.MaxRank)
            NpzThrow.BadSparseEntry(new(SparseLayout.Shape, $"the shape has {array.Count} axes", $"at most {DType.MaxRank}", $"{array.Count}"));

        return SparsePlaces.ToInt64(array).ToArray();
    }

    /// <summary>Each row of the array holds the coordinates of one axis.</summary>
    private static NdArray[] RowsOf(NdArray coords)
    {
        if (coords.Rank != 2 || coords.Shape[0] > DType.MaxRank)
            NpzThrow.BadSparseEntry(new(SparseLayout.Coords, $"coords is {coords}, where a row for each axis is expected", "two axes", coords.ToString()));

        var rows = new NdArray[coords.Shape[0]];
        for (int axis = 0; axis < rows.Length; axis++)
            rows[axis] = coords.At(axis);
        return rows;
    }

    private static bool ReadFlag(NdArray flag)
    {
        if (flag.Count != 1 || flag.DType.Kind != DTypeKind.Boolean)
            NpzThrow.BadSparseEntry(new(SparseLayout.IsArray, $"_is_array is {flag}, where one bool is expected", "one bool", flag.ToString()));

        return flag.Reshape([]).Get<bool>();
    }
}
