using System.Text;
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

    private static SparseFormat ReadFormat(NdArray array)
    {
        // SciPy before 1.0 also wrote text.
        if (array.Count != 1 || array.DType.Kind is not (DTypeKind.Bytes or DTypeKind.String))
            NpzThrow.BadSparseEntry(new(SparseLayout.Format, $"format is {array.Summary}, where one text is expected", "one text", array.Summary));

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

    private static NdArray[] RowsOf(NdArray coords)
    {
        if (coords.Rank != 2 || coords.Shape[0] > DType.MaxRank)
            NpzThrow.BadSparseEntry(new(SparseLayout.Coords, $"coords is {coords.Summary}, where a row for each axis is expected", "two axes", coords.Summary));

        var rows = new NdArray[coords.Shape[0]];
        for (int axis = 0; axis < rows.Length; axis++)
            rows[axis] = coords.At(axis);
        return rows;
    }

    private static bool ReadFlag(NdArray flag)
    {
        if (flag.Count != 1 || flag.DType.Kind != DTypeKind.Boolean)
            NpzThrow.BadSparseEntry(new(SparseLayout.IsArray, $"_is_array is {flag.Summary}, where one bool is expected", "one bool", flag.Summary));

        return flag.Reshape([]).Get<bool>();
    }
}

/// <summary>Names the parts of a sparse matrix as <c>scipy.sparse.save_npz</c> does, in its order.</summary>
internal static class SparseWriter
{
    internal static List<NpzItem> ItemsOf(SparseMatrix matrix)
    {
        List<NpzItem> items = [.. IndexesOf(matrix)];
        byte[] name = Encoding.ASCII.GetBytes(SparseLayout.NameOf(matrix.Format));
        items.Add(new(SparseLayout.Format, Single(DType.Parse($"S{name.Length}"), name)));
        items.Add(new(SparseLayout.Shape, NdArray.FromArray(matrix.Shape.ToArray())));
        items.Add(new(SparseLayout.Data, matrix.Data));
        if (matrix.IsArray)
            items.Add(new(SparseLayout.IsArray, Single(DType.Of<bool>(), 1)));
        return items;
    }

    private static NdArray Single(DType dtype, params byte[] bytes) => new(dtype, ReadOnlySpan<long>.Empty, bytes);

    private static IEnumerable<NpzItem> IndexesOf(SparseMatrix matrix) => matrix.Format switch
    {
        SparseFormat.Dia => [new(SparseLayout.Offsets, matrix.Offsets)],
        SparseFormat.Coo when matrix.Shape.Length == 2 => [new(SparseLayout.Row, matrix.Row), new(SparseLayout.Col, matrix.Col)],
        SparseFormat.Coo => [new(SparseLayout.Coords, Stack(matrix.Coords))],
        _ => [new(SparseLayout.Indices, matrix.Indices), new(SparseLayout.Indptr, matrix.Indptr)],
    };

    // 32-bit if all coordinates are, as in SciPy.
    private static NdArray Stack(IReadOnlyList<NdArray> coords) =>
        coords.All(axis => axis.DType.Kind == DTypeKind.SignedInteger && axis.DType.ItemSize == sizeof(int)) ? Stack<int>(coords) : Stack<long>(coords);

    private static NdArray<T> Stack<T>(IReadOnlyList<NdArray> coords)
    {
        NdArray<T> rows = NdArray.Create<T>(coords.Count, coords[0].Count);
        for (int axis = 0; axis < coords.Count; axis++)
        {
            NdArray<T> row = coords[axis].To<T>(Casting.SameKind);
            for (long i = 0; i < row.Count; i++)
                rows[axis, i] = row[i];
        }

        return rows;
    }
}
