using System.Text;
using NpyIO.Sparse;

namespace NpyIO.Archives;

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

    /// <summary>Stacks the coordinates of all axes as rows of one array: 32-bit if all of them are, as in SciPy, otherwise 64-bit.</summary>
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
