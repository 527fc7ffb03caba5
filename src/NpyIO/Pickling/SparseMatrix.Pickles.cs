using NpyIO.Pickling;

namespace NpyIO;

// From pickles and joblib files.
public sealed partial class SparseMatrix
{
    /// <summary>
    /// The matrix or array that an object in a pickle describes: <c>scipy.sparse.csr_matrix</c>, <c>csr_array</c>, and those of the formats csc, coo, bsr and dia, by every version of SciPy. It is checked whether the
    /// parts fit each other; they are not copied.
    /// </summary>
    /// <remarks><see cref="Pickle.Load{T}(string, PickleReadOptions?)"/>, <see cref="Joblib.Load{T}(string, JoblibReadOptions?)"/> and <see cref="PickleDictionary.Get{T}"/> of a <see cref="SparseMatrix"/> do so too; the other
    /// way, <see cref="Pickle.Save(string, object?, PickleWriteOptions?)"/> and <see cref="Joblib.Save(string, object?, JoblibWriteOptions?)"/> take a <see cref="SparseMatrix"/> anywhere in a value.</remarks>
    /// <param name="description">The object, as a load gave it.</param>
    /// <exception cref="InvalidCastException">It describes something else.</exception>
    /// <exception cref="NpyFormatException">Its parts make no matrix, or it is a <c>lil_matrix</c> or <c>dok_matrix</c>, which are not read.</exception>
    public static SparseMatrix FromPickle(PickleObject description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return PickleCast.To<SparseMatrix>(description, place: null);
    }
}
