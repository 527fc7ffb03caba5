namespace NpyIO;

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
