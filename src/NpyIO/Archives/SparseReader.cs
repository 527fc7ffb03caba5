using NpyIO.Sparse;

namespace NpyIO.Archives;

/// <summary>Makes a sparse matrix of the members of an archive, as <c>scipy.sparse.load_npz</c> does.</summary>
internal static class SparseReader
{
    /// <summary>The format, shape, data, indices and flavour that an archive's arrays tell.</summary>
    internal static (SparseFormat Format, long[] Shape, NdArray Data, NdArray[] Indexes, bool IsArray) Read(Dictionary<string, NdArray> members)
    {
        SparseFormat format = ReadFormat(Member(members, SparseLayout.Format));
        long[] shape = ReadShape(Member(members, SparseLayout.Shape));
        NdArray data = Member(members, SparseLayout.Data);
        NdArray[] indexes = format switch
        {
            SparseFormat.Coo when members.TryGetValue(SparseLayout.Coords, out NdArray? coords) => RowsOf(coords),
            SparseFormat.Coo => [Member(members, SparseLayout.Row), Member(members, SparseLayout.Col)],
            SparseFormat.Dia => [Member(members, SparseLayout.Offsets)],
            _ => [Member(members, SparseLayout.Indices), Member(members, SparseLayout.Indptr)],
        };
        return (format, shape, data, indexes, members.TryGetValue(SparseLayout.IsArray, out NdArray? flag) && ReadFlag(flag));
    }

    private static NdArray Member(Dictionary<string, NdArray> members, string part) =>
        members.TryGetValue(part, out NdArray? array)
            ? array
            : NpzThrow.NoSparseMember(part);

    /// <summary>The format's name stands there as bytes; SciPy before 1.0 wrote text too.</summary>
    private static SparseFormat ReadFormat(NdArray array)
    {
        if (array.Count != 1 || array.DType.Kind is not (DTypeKind.Bytes or DTypeKind.String))
            NpzThrow.BadSparseMember(new(SparseLayout.Format, $"format is {array}, where one text is expected", "one text", array.ToString()));

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
            NpzThrow.BadSparseMember(fault);
        if (array.Count > DType.MaxRank)
            NpzThrow.BadSparseMember(new(SparseLayout.Shape, $"the shape has {array.Count} axes", $"at most {DType.MaxRank}", $"{array.Count}"));

        return SparsePlaces.ToInt64(array).ToArray();
    }

    /// <summary>The coordinates of each axis are a row of the array.</summary>
    private static NdArray[] RowsOf(NdArray coords)
    {
        if (coords.Rank != 2 || coords.Shape[0] > DType.MaxRank)
            NpzThrow.BadSparseMember(new(SparseLayout.Coords, $"coords is {coords}, where a row for each axis is expected", "two axes", coords.ToString()));

        var rows = new NdArray[coords.Shape[0]];
        for (int axis = 0; axis < rows.Length; axis++)
            rows[axis] = coords.At(axis);
        return rows;
    }

    private static bool ReadFlag(NdArray flag)
    {
        if (flag.Count != 1 || flag.DType.Kind != DTypeKind.Boolean)
            NpzThrow.BadSparseMember(new(SparseLayout.IsArray, $"_is_array is {flag}, where one bool is expected", "one bool", flag.ToString()));

        return flag.Reshape([]).Get<bool>();
    }
}
