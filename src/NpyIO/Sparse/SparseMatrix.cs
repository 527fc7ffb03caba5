using NpyIO.Errors;
using NpyIO.Sparse;

namespace NpyIO;

/// <summary>
/// A sparse matrix as its parts, the values and the indices that locate them, as SciPy stores it in an archive (<c>scipy.sparse.save_npz</c>), a pickle or a joblib file.
/// It has no arithmetic; <see cref="ToDense"/> shows small matrices.
/// </summary>
/// <remarks>
/// The parts fit each other: their ranks, lengths and dtypes have been checked. Individual indices have not; <see cref="Verify"/> and <see cref="ToDense"/> check them.
/// Parts are kept, not copied: do not modify them while the matrix is in use. Several threads may use it at once as long as none modifies them.
/// </remarks>
public sealed partial class SparseMatrix
{
    private readonly long[] _shape;

    private readonly NdArray[] _indexes;

    /// <summary>Does not check the parts; the caller applies <see cref="SparseRules"/> next.</summary>
    internal SparseMatrix(SparseFormat format, ReadOnlySpan<long> shape, NdArray data, NdArray[] indexes, bool isArray)
    {
        Format = format;
        Data = data;
        IsArray = isArray || shape.Length != 2;
        _shape = shape.ToArray();
        _indexes = indexes;
    }

    /// <summary>How the parts locate the values.</summary>
    public SparseFormat Format { get; }

    /// <summary>The length of every axis: two axes, except for <see cref="SparseFormat.Csr"/> arrays, which may have one, and <see cref="SparseFormat.Coo"/> arrays of any rank.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Whether it is one of SciPy's newer arrays (<c>csr_array</c>) and not a matrix (<c>csr_matrix</c>). Always true unless there are two axes.</summary>
    public bool IsArray { get; }

    /// <summary>
    /// The stored values, with one axis. For <see cref="SparseFormat.Bsr"/> three axes: blocks of rows and columns. For <see cref="SparseFormat.Dia"/> two: each row is a diagonal,
    /// with the value of column j at index j.
    /// </summary>
    public NdArray Data { get; }

    /// <summary>The dtype of the values.</summary>
    public DType DType => Data.DType;

    /// <summary>
    /// The column of every value (<see cref="SparseFormat.Csr"/>), its row (<see cref="SparseFormat.Csc"/>), or the column of every block, counted in blocks (<see cref="SparseFormat.Bsr"/>).
    /// </summary>
    /// <exception cref="InvalidOperationException">The format has no such part.</exception>
    public NdArray Indices => IsCompressed ? _indexes[0] : SparseThrow.NoSparsePart(nameof(Indices), Format);

    /// <summary>The start of each row (or column, or row of blocks) in <see cref="Indices"/>, then the end of the last one.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part.</exception>
    public NdArray Indptr => IsCompressed ? _indexes[1] : SparseThrow.NoSparsePart(nameof(Indptr), Format);

    /// <summary>The index of every value of a <see cref="SparseFormat.Coo"/> matrix, axis by axis.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part.</exception>
    public IReadOnlyList<NdArray> Coords
    {
        get
        {
            if (Format != SparseFormat.Coo)
                SparseThrow.NoSparsePart(nameof(Coords), Format);

            return _indexes;
        }
    }

    /// <summary>The row of every value of a <see cref="SparseFormat.Coo"/> matrix with two axes.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part, or there are not two axes.</exception>
    public NdArray Row => HasRowAndCol ? _indexes[0] : SparseThrow.NoSparsePart(nameof(Row), Format);

    /// <summary>The column of every value of a <see cref="SparseFormat.Coo"/> matrix with two axes.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part, or there are not two axes.</exception>
    public NdArray Col => HasRowAndCol ? _indexes[1] : SparseThrow.NoSparsePart(nameof(Col), Format);

    /// <summary>The distance of each diagonal of a <see cref="SparseFormat.Dia"/> matrix from the main diagonal; positive above it.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part.</exception>
    public NdArray Offsets => Format == SparseFormat.Dia ? _indexes[0] : SparseThrow.NoSparsePart(nameof(Offsets), Format);

    /// <summary>The parts that locate the values, in the order in which SciPy writes them.</summary>
    internal NdArray[] Indexes => _indexes;

    private bool IsCompressed => Format is SparseFormat.Csr or SparseFormat.Csc or SparseFormat.Bsr;

    private bool HasRowAndCol => Format == SparseFormat.Coo && _shape.Length == 2;

    /// <summary>Returns the same parts as one of SciPy's newer arrays (<c>csr_array</c>), which SciPy reads from 1.12 on; older versions read it as a matrix.</summary>
    public SparseMatrix AsArray() => IsArray ? this : new SparseMatrix(Format, _shape, Data, _indexes, isArray: true);

    /// <summary>Returns the same parts as a matrix (<c>csr_matrix</c>).</summary>
    /// <exception cref="InvalidOperationException">It does not have two axes.</exception>
    public SparseMatrix AsMatrix()
    {
        if (_shape.Length != 2)
            SparseThrow.SparseMatrixHasTwoAxes(_shape);

        return IsArray ? new SparseMatrix(Format, _shape, Data, _indexes, isArray: false) : this;
    }

    /// <summary>The format, dtype and shape.</summary>
    public override string ToString() => $"SparseMatrix({SparseLayout.NameOf(Format)}, {DType}, {PythonText.Shape(_shape)})";
}
