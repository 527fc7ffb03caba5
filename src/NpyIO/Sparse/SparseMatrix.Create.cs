using System.Runtime.CompilerServices;
using NpyIO.DTypes;
using NpyIO.Sparse;

namespace NpyIO;

// From parts that are there.
public sealed partial class SparseMatrix
{
    /// <summary>Puts compressed rows together: <c>scipy.sparse.csr_matrix((data, indices, indptr), shape)</c>.</summary>
    /// <param name="shape">Rows and columns; one axis makes an array of it.</param>
    /// <param name="data">The values, row by row: one axis.</param>
    /// <param name="indices">The column of every value.</param>
    /// <param name="indptr">Where each row begins, and the end: one element more than rows.</param>
    /// <exception cref="ArgumentException">The parts do not fit each other. What single indices say is not looked at, see <see cref="Verify"/>.</exception>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Csr(ReadOnlySpan<long> shape, NdArray data, NdArray indices, NdArray indptr) => Checked(SparseFormat.Csr, shape, data, [indices, indptr]);

    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)"/>
    public static SparseMatrix Csr(ReadOnlySpan<int> shape, NdArray data, NdArray indices, NdArray indptr) => Csr(ShapeArgument.Widen(shape), data, indices, indptr);

    /// <summary>Puts compressed columns together: <c>scipy.sparse.csc_matrix((data, indices, indptr), shape)</c>.</summary>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="data">The values, column by column: one axis.</param>
    /// <param name="indices">The row of every value.</param>
    /// <param name="indptr">Where each column begins, and the end: one element more than columns.</param>
    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Csc(ReadOnlySpan<long> shape, NdArray data, NdArray indices, NdArray indptr) => Checked(SparseFormat.Csc, shape, data, [indices, indptr]);

    /// <inheritdoc cref="Csc(ReadOnlySpan{long}, NdArray, NdArray, NdArray)"/>
    public static SparseMatrix Csc(ReadOnlySpan<int> shape, NdArray data, NdArray indices, NdArray indptr) => Csc(ShapeArgument.Widen(shape), data, indices, indptr);

    /// <summary>Puts compressed rows of blocks together: <c>scipy.sparse.bsr_matrix((data, indices, indptr), shape)</c>.</summary>
    /// <param name="shape">Rows and columns, whole numbers of blocks.</param>
    /// <param name="data">The blocks: three axes, of which the last two are a block's rows and columns.</param>
    /// <param name="indices">The column of every block, counted in blocks.</param>
    /// <param name="indptr">Where each row of blocks begins, and the end: one element more than such rows.</param>
    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Bsr(ReadOnlySpan<long> shape, NdArray data, NdArray indices, NdArray indptr) => Checked(SparseFormat.Bsr, shape, data, [indices, indptr]);

    /// <inheritdoc cref="Bsr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)"/>
    public static SparseMatrix Bsr(ReadOnlySpan<int> shape, NdArray data, NdArray indices, NdArray indptr) => Bsr(ShapeArgument.Widen(shape), data, indices, indptr);

    /// <summary>Puts values and their coordinates together: <c>scipy.sparse.coo_matrix((data, (row, col)), shape)</c>, or <c>coo_array</c> of another rank.</summary>
    /// <param name="shape">The length of every axis.</param>
    /// <param name="data">The values: one axis.</param>
    /// <param name="coords">For every axis, the index of each value.</param>
    /// <inheritdoc cref="Csr(ReadOnlySpan{long}, NdArray, NdArray, NdArray)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static SparseMatrix Coo(ReadOnlySpan<long> shape, NdArray data, params ReadOnlySpan<NdArray> coords) => Checked(SparseFormat.Coo, shape, data, coords.ToArray());

    /// <inheritdoc cref="Coo(ReadOnlySpan{long}, NdArray, ReadOnlySpan{NdArray})"/>
    public static SparseMatrix Coo(ReadOnlySpan<int> shape, NdArray data, params ReadOnlySpan<NdArray> coords) => Coo(ShapeArgument.Widen(shape), data, coords);

    /// <summary>Puts diagonals together: <c>scipy.sparse.dia_matrix((data, offsets), shape)</c>.</summary>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="data">The diagonals: two axes, each row one of them, in which the value of column j stands at place j.</param>
    /// <param name="offsets">How far each diagonal is from the main one: above it, if positive.</param>
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
