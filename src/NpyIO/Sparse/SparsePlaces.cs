namespace NpyIO.Sparse;

/// <summary>Visits the stored values of a matrix with their positions. Indices are claims: one outside the shape ends the visit.</summary>
internal static class SparsePlaces
{
    /// <summary>The position is in elements of the dense array in C order, the value an index in the flattened data.</summary>
    internal delegate void Visitor(long place, long value);

    /// <summary>Numbers beyond 2^63 − 1 become negative, which no index is.</summary>
    internal static NdArray<long> ToInt64(NdArray array) => array.To<long>(Casting.SameKind);

    /// <summary>Throws <see cref="NpyFormatException"/> if an index is outside the shape, pointers decrease, or a diagonal occurs twice.</summary>
    internal static void Visit(SparseMatrix matrix, Visitor visit)
    {
        switch (matrix.Format)
        {
            case SparseFormat.Coo:
                VisitCoords(matrix, visit);
                break;
            case SparseFormat.Dia:
                VisitDiagonals(matrix, visit);
                break;
            default:
                VisitCompressed(matrix, visit);
                break;
        }
    }

    private static void VisitCompressed(SparseMatrix matrix, Visitor visit)
    {
        (NdArray<long> indices, NdArray<long> indptr) = (ToInt64(matrix.Indices), ToInt64(matrix.Indptr));
        (long rows, long columns) = matrix.Shape.Length == 1 ? (1, matrix.Shape[0]) : (matrix.Shape[0], matrix.Shape[1]);
        (long blockRows, long blockColumns) = matrix.Format == SparseFormat.Bsr ? (matrix.Data.Shape[1], matrix.Data.Shape[2]) : (1, 1);
        bool byColumn = matrix.Format == SparseFormat.Csc;
        long minors = byColumn ? rows : columns / blockColumns;
        for (long major = 0; major < indptr.Count - 1; major++)
        {
            (long begin, long end) = (indptr[major], indptr[major + 1]);
            if (end < begin || end > indices.Count)
                SparseThrow.BadSparseIndex(SparseLayout.Indptr, $"indptr goes from {begin} to {end} at element {major + 1}, with {indices.Count} indices", end);

            for (long block = begin; block < end; block++)
            {
                long minor = indices[block];
                if ((ulong)minor >= (ulong)minors)
                    SparseThrow.BadSparseIndex(SparseLayout.Indices, $"element {block} of indices is {minor}, where there are {minors}", minor);

                (long row, long column) = byColumn ? (minor, major) : (major * blockRows, minor * blockColumns);
                for (long i = 0; i < blockRows; i++)
                {
                    for (long j = 0; j < blockColumns; j++)
                        visit((row + i) * columns + column + j, (block * blockRows + i) * blockColumns + j);
                }
            }
        }
    }

    private static void VisitCoords(SparseMatrix matrix, Visitor visit)
    {
        NdArray<long>[] coords = [.. matrix.Coords.Select(ToInt64)];
        for (long value = 0; value < matrix.Data.Count; value++)
        {
            long place = 0;
            for (int axis = 0; axis < coords.Length; axis++)
            {
                (long index, long length) = (coords[axis][value], matrix.Shape[axis]);
                if ((ulong)index >= (ulong)length)
                {
                    string part = coords.Length != 2 ? SparseLayout.Coords : axis == 0 ? SparseLayout.Row : SparseLayout.Col;
                    SparseThrow.BadSparseIndex(part, $"the index of value {value} along axis {axis} is {index}, where there are {length}", index);
                }

                place = place * length + index;
            }

            visit(place, value);
        }
    }

    private static void VisitDiagonals(SparseMatrix matrix, Visitor visit)
    {
        NdArray<long> offsets = ToInt64(matrix.Offsets);
        (long rows, long columns, long width) = (matrix.Shape[0], matrix.Shape[1], matrix.Data.Shape[1]);
        var seen = new HashSet<long>();
        for (long diagonal = 0; diagonal < offsets.Count; diagonal++)
        {
            long offset = offsets[diagonal];
            if (!seen.Add(offset))
                SparseThrow.BadSparseIndex(SparseLayout.Offsets, $"the offset {offset} is there twice", offset);

            // A diagonal may be outside the shape, wholly or in part.
            long end = (long)Int128.Min(Math.Min(width, columns), (Int128)rows + offset);
            for (long column = Math.Max(0, offset); column < end; column++)
                visit((column - offset) * columns + column, diagonal * width + column);
        }
    }
}
