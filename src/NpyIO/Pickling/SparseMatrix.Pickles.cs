using NpyIO.Pickling;

namespace NpyIO;

// Sparse matrices from pickles and joblib files.
public sealed partial class SparseMatrix
{
    /// <summary>
    /// Returns the matrix or array that a pickled object describes: <c>scipy.sparse.csr_matrix</c>, <c>csr_array</c>, and those of the formats csc, coo, bsr and dia, from any version of
    /// SciPy. Checks that the parts fit together; does not copy them.
    /// </summary>
    /// <remarks>
    /// <see cref="Pickle.Load{T}(string, PickleReadOptions?)"/>, <see cref="Joblib.Load{T}(string, JoblibReadOptions?)"/> and <see cref="PickleDictionary.Get{T}"/> do this for a
    /// <see cref="SparseMatrix"/>. <see cref="Pickle.Save(string, object?, PickleWriteOptions?)"/> and <see cref="Joblib.Save(string, object?, JoblibWriteOptions?)"/> accept a
    /// <see cref="SparseMatrix"/> anywhere in a value.
    /// </remarks>
    /// <param name="description">The object, as loaded.</param>
    /// <exception cref="InvalidCastException">The object is not a sparse matrix or array.</exception>
    /// <exception cref="NpyFormatException">Its parts do not form a matrix, or it is a <c>lil_matrix</c> or <c>dok_matrix</c>, which are not supported.</exception>
    public static SparseMatrix FromPickle(PickleObject description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return PickleCast.To<SparseMatrix>(description, place: null);
    }
}
