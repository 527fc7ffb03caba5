using NpyIO.Archives;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzWriter
{
    /// <summary>
    /// Adds an array that is written row by row. The number of rows is known only when <see cref="NpzRowWriter{T}.Complete"/> ends the array, and no other entry can be added before.
    /// The output must be seekable, because the header before the rows gives their number.
    /// </summary>
    /// <typeparam name="T">The CLR type of a dtype.</typeparam>
    /// <param name="name">The name, without <c>.npy</c>, which is appended.</param>
    /// <param name="rowShape">The shape of a row: all axes but the first. Empty for an array with one axis.</param>
    /// <param name="compression">How the array is compressed; null for the compression in the options.</param>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <exception cref="ArgumentException">The shape is invalid, or its rows have no elements and cannot be counted; or the name is in use or not valid for an entry.</exception>
    /// <exception cref="InvalidOperationException">The output cannot seek, the archive is complete, another entry is still being written, or writing one has failed.</exception>
    /// <exception cref="ObjectDisposedException">The writer has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    public NpzRowWriter<T> AddRows<T>(string name, ReadOnlySpan<long> rowShape, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Begin();
        if (!_output.CanPatch)
            NpzThrow.RowsNeedSeeking();
        if (rowShape.Contains(0))
            NpzThrow.RowsWithoutElements(rowShape);

        long[] shape = [0, .. rowShape];
        GrowingEntry entry = Open(name + NpzFile.Extension, NpzRowWriter<T>.Head(shape), compression);
        return new NpzRowWriter<T>(this, entry, shape);
    }
}
