namespace NpyIO;

/// <summary>How the parts of a <see cref="SparseMatrix"/> tell where its values stand: SciPy's <c>format</c>.</summary>
public enum SparseFormat
{
    /// <summary>Compressed rows: <see cref="SparseMatrix.Indptr"/> tells where each row begins, <see cref="SparseMatrix.Indices"/> each value's column.</summary>
    Csr,

    /// <summary>Compressed columns: <see cref="SparseMatrix.Indptr"/> tells where each column begins, <see cref="SparseMatrix.Indices"/> each value's row.</summary>
    Csc,

    /// <summary>Coordinates: <see cref="SparseMatrix.Coords"/> tell each value's index along every axis.</summary>
    Coo,

    /// <summary>Compressed rows of small dense blocks of one size.</summary>
    Bsr,

    /// <summary>Diagonals: each row of the data is one, <see cref="SparseMatrix.Offsets"/> tell how far it is from the main one.</summary>
    Dia,
}
