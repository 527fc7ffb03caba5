using NpyIO.Errors;

namespace NpyIO.Sparse;

/// <summary>Checks whether parts fit each other, like SciPy's <c>check_format(full_check=False)</c>: the time does not depend on the number of values.</summary>
internal static class SparseRules
{
    /// <summary><paramref name="indexes"/> are in SciPy's order.</summary>
    internal static SparseFault? FaultOf(SparseMatrix matrix, NdArray[] indexes) => FaultOfShape(matrix) ?? matrix.Format switch
    {
        SparseFormat.Coo => FaultOfCoords(matrix, indexes),
        SparseFormat.Dia => FaultOfDiagonals(matrix, indexes[0]),
        SparseFormat.Bsr => FaultOfBlocks(matrix) ?? FaultOfCompressed(matrix, matrix.Shape[0] / matrix.Data.Shape[1], "row of blocks"),
        SparseFormat.Csc => FaultOfData(matrix, 1) ?? FaultOfCompressed(matrix, matrix.Shape[1], "column"),
        _ => FaultOfData(matrix, 1) ?? FaultOfCompressed(matrix, matrix.Shape.Length == 1 ? 1 : matrix.Shape[0], "row"),
    };

    internal static SparseFault? FaultOfIndex(string part, NdArray index)
    {
        if (index.DType.Kind is not (DTypeKind.SignedInteger or DTypeKind.UnsignedInteger))
            return new(part, $"{part} has the dtype {index.DType.Descr}, where integers are expected", "integers", index.DType.Descr);

        return index.Rank == 1 ? null : Ranked(part, index, 1);
    }

    private static SparseFault? FaultOfShape(SparseMatrix matrix)
    {
        ReadOnlySpan<long> shape = matrix.Shape;
        bool isRank = matrix.Format switch
        {
            SparseFormat.Csr => shape.Length is 1 or 2,
            SparseFormat.Coo => shape.Length is >= 1 and <= DType.MaxRank,
            _ => shape.Length == 2,
        };
        string text = PythonText.Shape(shape);
        if (!isRank)
            return new(SparseLayout.Shape, $"the shape {text} has a number of axes that a {SparseLayout.NameOf(matrix.Format)} matrix cannot have", "two axes", text);

        foreach (long length in shape)
        {
            if (length < 0)
                return new(SparseLayout.Shape, $"the shape {text} has an axis of length {length}", "lengths of 0 and more", text);
        }

        return null;
    }

    private static SparseFault? FaultOfCoords(SparseMatrix matrix, NdArray[] coords)
    {
        int rank = matrix.Shape.Length;
        if (coords.Length != rank)
            return new(SparseLayout.Coords, $"there are coordinates of {coords.Length} axes for the shape {PythonText.Shape(matrix.Shape)}", $"{rank}", $"{coords.Length}");

        for (int axis = 0; axis < rank; axis++)
        {
            string part = rank != 2 ? SparseLayout.Coords : axis == 0 ? SparseLayout.Row : SparseLayout.Col;
            if (FaultOfIndex(part, coords[axis]) is { } fault)
                return fault;
            if ((FaultOfData(matrix, 1) ?? FaultOfCount(part, coords[axis].Count, matrix.Data.Count, "value")) is { } other)
                return other;
        }

        return null;
    }

    private static SparseFault? FaultOfDiagonals(SparseMatrix matrix, NdArray offsets) =>
        FaultOfIndex(SparseLayout.Offsets, offsets) ?? FaultOfData(matrix, 2) ?? FaultOfCount(SparseLayout.Offsets, offsets.Count, matrix.Data.Shape[0], "diagonal");

    private static SparseFault? FaultOfBlocks(SparseMatrix matrix)
    {
        if (FaultOfData(matrix, 3) is { } fault)
            return fault;

        (long rows, long columns) = (matrix.Data.Shape[1], matrix.Data.Shape[2]);
        if (rows > 0 && columns > 0 && matrix.Shape[0] % rows == 0 && matrix.Shape[1] % columns == 0)
            return null;

        string blocks = $"blocks of {rows} × {columns}";
        return new(SparseLayout.Data, $"the shape {PythonText.Shape(matrix.Shape)} is not a whole number of {blocks}", "blocks that divide the shape", blocks);
    }

    private static SparseFault? FaultOfCompressed(SparseMatrix matrix, long majors, string major)
    {
        (NdArray indices, NdArray indptr) = (matrix.Indices, matrix.Indptr);
        if ((FaultOfIndex(SparseLayout.Indices, indices) ?? FaultOfIndex(SparseLayout.Indptr, indptr)) is { } fault)
            return fault;
        if (indptr.Count - 1 != majors)
            return new(SparseLayout.Indptr, $"indptr has {indptr.Count} elements, where one for each {major} of the shape {PythonText.Shape(matrix.Shape)} and one more are expected", $"{majors} + 1", $"{indptr.Count}");
        if (FaultOfCount(SparseLayout.Indices, indices.Count, matrix.Data.Shape[0], matrix.Format == SparseFormat.Bsr ? "block" : "value") is { } other)
            return other;

        long first = SparsePlaces.ToInt64(indptr)[0];
        if (first != 0)
            return new(SparseLayout.Indptr, $"indptr begins with {first}", "0", $"{first}");

        long last = SparsePlaces.ToInt64(indptr)[majors];
        return (ulong)last <= (ulong)indices.Count
            ? null
            : new(SparseLayout.Indptr, $"indptr ends with {last}, but there are {indices.Count} indices", $"at most {indices.Count}", $"{last}");
    }

    private static SparseFault? FaultOfData(SparseMatrix matrix, int rank) => matrix.Data.Rank == rank ? null : Ranked(SparseLayout.Data, matrix.Data, rank);

    private static SparseFault? FaultOfCount(string part, long count, long expected, string what) =>
        count == expected ? null : new(part, $"{part} has {count} elements, where one for each {what} is expected, of which there are {expected}", $"{expected}", $"{count}");

    private static SparseFault Ranked(string part, NdArray array, int rank)
    {
        string shape = PythonText.Shape(array.Shape);
        return new(part, $"{part} has the shape {shape}, where {rank} {(rank == 1 ? "axis is" : "axes are")} expected", $"{rank}", shape);
    }
}

/// <summary>The reason why parts do not form a sparse matrix. <c>Part</c> is a name in the archive; <c>Problem</c> has no full stop.</summary>
internal sealed record SparseFault(string Part, string Problem, string Expected, string Found);
