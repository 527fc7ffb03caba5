using System.Runtime.CompilerServices;
using NpyIO.DTypes;
using NpyIO.Sparse;

namespace NpyIO;

// Creates a matrix from existing parts.
public sealed partial class SparseMatrix
{
    /// <summary>Creates a matrix from compressed rows: <c>scipy.sparse.csr_matrix((data, indices, indptr), shape)</c>.</summary>
    /// <param name="shape">Rows and columns; with one axis the result is an array.</param>
    /// <param name="data">The values, row by row, with one axis.</param>
    /// <param name="indices">The column of every value.</param>
    /// <param name="indptr">The start of each row in <paramref name="indices"/>, then the end of the last: one element more than rows.</param>
    /// <exception cref="ArgumentException">The parts do not fit each other. Individual indices are not checked; see <see cref="Verify"/>.</exception>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Csr(ReadOnlySpan<long> shape, NdArray data, NdArray indices, NdArray indptr) => Checked(SparseFormat.Csr, shape, data, [indices, indptr]);

    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)"/>
    public static SparseMatrix Csr(ReadOnlySpan<int> shape, NdArray data, NdArray indices, NdArray indptr) => Csr(ShapeArgument.Widen(shape), data, indices, indptr);

    /// <summary>Creates a matrix from compressed columns: <c>scipy.sparse.csc_matrix((data, indices, indptr), shape)</c>.</summary>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="data">The values, column by column, with one axis.</param>
    /// <param name="indices">The row of every value.</param>
    /// <param name="indptr">The start of each column in <paramref name="indices"/>, then the end of the last: one element more than columns.</param>
    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Csc(ReadOnlySpan<long> shape, NdArray data, NdArray indices, NdArray indptr) => Checked(SparseFormat.Csc, shape, data, [indices, indptr]);

    /// <inheritdoc cref="Csc(ReadOnlySpan{long}, NdArray, NdArray, NdArray)"/>
    public static SparseMatrix Csc(ReadOnlySpan<int> shape, NdArray data, NdArray indices, NdArray indptr) => Csc(ShapeArgument.Widen(shape), data, indices, indptr);

    /// <summary>Creates a matrix from compressed rows of blocks: <c>scipy.sparse.bsr_matrix((data, indices, indptr), shape)</c>.</summary>
    /// <param name="shape">Rows and columns; multiples of the block's.</param>
    /// <param name="data">The blocks, with three axes; the last two are the rows and columns of a block.</param>
    /// <param name="indices">The column of every block, counted in blocks.</param>
    /// <param name="indptr">The start of each row of blocks in <paramref name="indices"/>, then the end of the last: one element more than rows of blocks.</param>
    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Bsr(ReadOnlySpan<long> shape, NdArray data, NdArray indices, NdArray indptr) => Checked(SparseFormat.Bsr, shape, data, [indices, indptr]);

    /// <inheritdoc cref="Bsr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)"/>
    public static SparseMatrix Bsr(ReadOnlySpan<int> shape, NdArray data, NdArray indices, NdArray indptr) => Bsr(ShapeArgument.Widen(shape), data, indices, indptr);

    /// <summary>Creates a matrix from values and their coordinates: <c>scipy.sparse.coo_matrix((data, (row, col)), shape)</c>, or <c>coo_array</c> for other ranks.</summary>
    /// <param name="shape">The length of every axis.</param>
    /// <param name="data">The values, with one axis.</param>
    /// <param name="coords">For every axis, the index of each value.</param>
    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Coo(ReadOnlySpan<long> shape, NdArray data, params ReadOnlySpan<NdArray> coords) => Checked(SparseFormat.Coo, shape, data, coords.ToArray());

    /// <inheritdoc cref="Coo(ReadOnlySpan{long}, NdArray, ReadOnlySpan{NdArray})"/>
    public static SparseMatrix Coo(ReadOnlySpan<int> shape, NdArray data, params ReadOnlySpan<NdArray> coords) => Coo(ShapeArgument.Widen(shape), data, coords);

    /// <summary>Creates a matrix from diagonals: <c>scipy.sparse.dia_matrix((data, offsets), shape)</c>.</summary>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="data">The diagonals, with two axes; each row is a diagonal, with the value of column j at index j.</param>
    /// <param name="offsets">The distance of each diagonal from the main diagonal; positive above it.</param>
    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Dia(ReadOnlySpan<long> shape, NdArray data, NdArray offsets) => Checked(SparseFormat.Dia, shape, data, [offsets]);

    /// <inheritdoc cref="Dia(ReadOnlySpan{long}, NdArray, NdArray)"/>
    public static SparseMatrix Dia(ReadOnlySpan<int> shape, NdArray data, NdArray offsets) => Dia(ShapeArgument.Widen(shape), data, offsets);

    private static SparseMatrix Checked(SparseFormat format, ReadOnlySpan<long> shape, NdArray data, NdArray[] indexes)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (NdArray index in indexes)
            ArgumentNullException.ThrowIfNull(index);

        var matrix = new SparseMatrix(format, shape, data, indexes, isArray: false);
        if (SparseRules.FaultOf(matrix, indexes) is { } fault)
            SparseThrow.BadSparseParts(fault);

        return matrix;
    }
}
