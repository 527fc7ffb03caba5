using NpyIO.Errors;
using NpyIO.Sparse;

namespace NpyIO;

/// <summary>
/// A sparse matrix as its parts, the values and the indices that say where they are, as SciPy stores it: in an archive (<c>scipy.sparse.save_npz</c>), a pickle or a joblib file.
/// It calculates nothing; <see cref="ToDense"/> is there to look at small ones.
/// </summary>
/// <remarks>
/// The parts fit each other: their ranks, lengths and dtypes have been checked. What single indices say has not; <see cref="Verify"/> and <see cref="ToDense"/> do that.
/// Parts are kept, not copied: do not write to them while it is in use. Safe for several threads as long as nobody does.
/// </remarks>
public sealed partial class SparseMatrix
{
    private readonly long[] _shape;

    private readonly NdArray[] _indexes;

    /// <summary>A matrix of parts that <see cref="SparseRules"/> looks at next.</summary>
    internal SparseMatrix(SparseFormat format, ReadOnlySpan<long> shape, NdArray data, NdArray[] indexes, bool isArray)
    {
        Format = format;
        Data = data;
        IsArray = isArray || shape.Length != 2;
        _shape = shape.ToArray();
        _indexes = indexes;
    }

    /// <summary>How the parts tell where the values stand.</summary>
    public SparseFormat Format { get; }

    /// <summary>The length of every axis: two, but for <see cref="SparseFormat.Csr"/> arrays, which may have one, and <see cref="SparseFormat.Coo"/> arrays of any rank.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Whether it is one of SciPy's newer arrays (<c>csr_array</c>) rather than a matrix (<c>csr_matrix</c>), as what has not two axes always is.</summary>
    public bool IsArray { get; }

    /// <summary>
    /// The values that are stored: one axis; of <see cref="SparseFormat.Bsr"/> three, being blocks of rows and columns; of <see cref="SparseFormat.Dia"/> two, each diagonal a row
    /// in which the value of column j stands at place j.
    /// </summary>
    public NdArray Data { get; }

    /// <summary>The dtype of the values.</summary>
    public DType DType => Data.DType;

    /// <summary>The column of every value (<see cref="SparseFormat.Csr"/>), its row (<see cref="SparseFormat.Csc"/>), or the column of every block, counted in blocks (<see cref="SparseFormat.Bsr"/>).</summary>
    /// <exception cref="InvalidOperationException">The format has no such part.</exception>
    public NdArray Indices => IsCompressed ? _indexes[0] : SparseThrow.NoSparsePart(nameof(Indices), Format);

    /// <summary>Where in <see cref="Indices"/> each row (or column, or row of blocks) begins, and at last where the last one ends.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part.</exception>
    public NdArray Indptr => IsCompressed ? _indexes[1] : SparseThrow.NoSparsePart(nameof(Indptr), Format);

    /// <summary>The index of every value, axis by axis, of a <see cref="SparseFormat.Coo"/> matrix.</summary>
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

    /// <summary>The row of every value of a <see cref="SparseFormat.Coo"/> matrix of two axes.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part, or there are not two axes.</exception>
    public NdArray Row => HasRowAndCol ? _indexes[0] : SparseThrow.NoSparsePart(nameof(Row), Format);

    /// <summary>The column of every value of a <see cref="SparseFormat.Coo"/> matrix of two axes.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part, or there are not two axes.</exception>
    public NdArray Col => HasRowAndCol ? _indexes[1] : SparseThrow.NoSparsePart(nameof(Col), Format);

    /// <summary>How far each diagonal of a <see cref="SparseFormat.Dia"/> matrix is from the main one: above it, if positive.</summary>
    /// <exception cref="InvalidOperationException">The format has no such part.</exception>
    public NdArray Offsets => Format == SparseFormat.Dia ? _indexes[0] : SparseThrow.NoSparsePart(nameof(Offsets), Format);

    /// <summary>What tells where the values stand, in the order in which SciPy writes it.</summary>
    internal NdArray[] Indexes => _indexes;

    private bool IsCompressed => Format is SparseFormat.Csr or SparseFormat.Csc or SparseFormat.Bsr;

    private bool HasRowAndCol => Format == SparseFormat.Coo && _shape.Length == 2;

    /// <summary>The same parts as one of SciPy's newer arrays (<c>csr_array</c>), which SciPy reads from 1.12 on; older ones take it for a matrix.</summary>
    public SparseMatrix AsArray() => IsArray ? this : new SparseMatrix(Format, _shape, Data, _indexes, isArray: true);

    /// <summary>The same parts as a matrix (<c>csr_matrix</c>).</summary>
    /// <exception cref="InvalidOperationException">It has not two axes.</exception>
    public SparseMatrix AsMatrix()
    {
        if (_shape.Length != 2)
            SparseThrow.SparseMatrixHasTwoAxes(_shape);

        return IsArray ? new SparseMatrix(Format, _shape, Data, _indexes, isArray: false) : this;
    }

    /// <summary>Format, dtype and shape.</summary>
    public override string ToString() => $"SparseMatrix({SparseLayout.NameOf(Format)}, {DType}, {PythonText.Shape(_shape)})";
}
