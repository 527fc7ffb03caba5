using System.Numerics;
using System.Runtime.CompilerServices;
using NpyIO.DTypes;
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

    /// <summary>In the order in which SciPy writes them.</summary>
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

    /// <summary>Checks every index: it must be inside the shape, pointers must not decrease, and no diagonal may occur twice. Takes time in proportion to the number of values.</summary>
    /// <exception cref="NpyFormatException">An index is outside the shape, pointers decrease, or a diagonal occurs twice.</exception>
    public void Verify() => SparsePlaces.Visit(this, static (_, _) => { });

    /// <summary>Returns the matrix with all its zeros, in C order: <c>toarray()</c>. Values at the same position are summed, as in SciPy; integers may overflow silently.</summary>
    /// <remarks>Takes the memory that the shape needs, however small the file was: check <see cref="Shape"/> first if it is not trusted.</remarks>
    /// <exception cref="NpyFormatException">An index is outside the shape, pointers decrease, or a diagonal occurs twice.</exception>
    /// <exception cref="InvalidOperationException">The values are not numbers, or are long doubles and several share a position; or the shape is too large for any memory.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory.</exception>
    public NdArray ToDense() => (DType.Kind, DType.ItemSize) switch
    {
        (DTypeKind.Boolean, 1) => Fill<bool>(static (a, b) => a | b),
        (DTypeKind.SignedInteger, 1) => Fill<sbyte>(static (a, b) => (sbyte)(a + b)),
        (DTypeKind.SignedInteger, 2) => Fill<short>(static (a, b) => (short)(a + b)),
        (DTypeKind.SignedInteger, 4) => Fill<int>(static (a, b) => a + b),
        (DTypeKind.SignedInteger, 8) => Fill<long>(static (a, b) => a + b),
        (DTypeKind.UnsignedInteger, 1) => Fill<byte>(static (a, b) => (byte)(a + b)),
        (DTypeKind.UnsignedInteger, 2) => Fill<ushort>(static (a, b) => (ushort)(a + b)),
        (DTypeKind.UnsignedInteger, 4) => Fill<uint>(static (a, b) => a + b),
        (DTypeKind.UnsignedInteger, 8) => Fill<ulong>(static (a, b) => a + b),
        (DTypeKind.Float, 2) => Fill<Half>(static (a, b) => a + b),
        (DTypeKind.Float, 4) => Fill<float>(static (a, b) => a + b),
        (DTypeKind.Float, 8) => Fill<double>(static (a, b) => a + b),
        (DTypeKind.Float, 16) => Fill<LongDouble>(null),
        (DTypeKind.Complex, 8) => Fill<Complex64>(static (a, b) => a + b),
        (DTypeKind.Complex, 16) => Fill<Complex>(static (a, b) => a + b),
        (DTypeKind.Complex, 32) => Fill<ComplexLongDouble>(null),
        _ => SparseThrow.NoDenseForm(DType),
    };

    private NdArray Fill<T>(Func<T, T, T>? add)
        where T : IEquatable<T>
    {
        Int128 bytes = DType.ItemSize;
        foreach (long length in _shape)
        {
            bytes *= Math.Max(1, length);
            if (bytes > long.MaxValue)
                SparseThrow.DenseTooLarge(_shape);
        }

        NdArray<T> dense = NdArray.Create<T>(_shape);
        NdArray<T> places = dense.Reshape(-1);
        NdArray<T> values = Data.To<T>(Casting.Equivalent).Reshape(-1);
        SparsePlaces.Visit(this, (place, value) =>
        {
            T before = places[place];
            if (add is null && !before.Equals(default(T)!))
                SparseThrow.CannotAddUp(DType);

            places[place] = add is null ? values[value] : add(before, values[value]);
        });
        return dense.ToNdArray();
    }
}

/// <summary>How the parts of a <see cref="SparseMatrix"/> locate its values: SciPy's <c>format</c>.</summary>
public enum SparseFormat
{
    /// <summary>Compressed rows: <see cref="SparseMatrix.Indptr"/> gives the start of each row, <see cref="SparseMatrix.Indices"/> the column of each value.</summary>
    Csr,

    /// <summary>Compressed columns: <see cref="SparseMatrix.Indptr"/> gives the start of each column, <see cref="SparseMatrix.Indices"/> the row of each value.</summary>
    Csc,

    /// <summary>Coordinates: <see cref="SparseMatrix.Coords"/> give the index of each value along every axis.</summary>
    Coo,

    /// <summary>Compressed rows of small dense blocks of equal size.</summary>
    Bsr,

    /// <summary>Diagonals: each row of the data is a diagonal, <see cref="SparseMatrix.Offsets"/> give its distance from the main diagonal.</summary>
    Dia,
}
