using NpyIO.NpyFiles;

namespace NpyIO;

// Comparing without loading.
public abstract partial class StoredArray
{
    /// <summary>Returns in what two stored arrays differ, as <see cref="NdArray.Compare(NdArray, NdArray, CompareOptions?)"/> does, reading both block by block.</summary>
    /// <remarks>Dtypes are those of the files, in their byte order. Blocks have some megabytes; up to 256 MiB of each array if rows are that long, or if one array is in C order and the other in Fortran order. Arrays of Python objects, and arrays without axes, are loaded.</remarks>
    /// <param name="actual">The array that was found.</param>
    /// <param name="desired">The array that was expected.</param>
    /// <param name="options">How to compare; null for <see cref="CompareOptions.Default"/>: exactly.</param>
    /// <returns>The difference, which is empty if there is none.</returns>
    /// <exception cref="NpyFormatException">The data are not what a header, or an archive, says. The message says what and where.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="NotSupportedException">A source can only be awaited.</exception>
    /// <exception cref="ObjectDisposedException">A file or archive has been closed.</exception>
    public static ArrayDifference Compare(StoredArray actual, StoredArray desired, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(desired);
        return StoredComparison.Compare(actual, desired, options ?? CompareOptions.Default);
    }
}
