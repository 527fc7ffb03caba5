using NpyIO.Archives;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzWriter
{
    /// <summary>
    /// Adds an array that is written row by row and whose number of rows is known only at its end, <see cref="NpzRowWriter{T}.Complete"/>, before which nothing else can be added.
    /// The output must be able to seek, as the header that stands before the rows says their number.
    /// </summary>
    /// <typeparam name="T">The CLR type of a dtype.</typeparam>
    /// <param name="name">The name, without <c>.npy</c>, which is appended.</param>
    /// <param name="rowShape">The shape of a row: of all axes but the first. Empty for an array of one axis.</param>
    /// <param name="compression">How the array is compressed; null for what the options say.</param>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <exception cref="ArgumentException">The shape is none, or of rows without elements, which cannot be counted; or the name cannot be taken.</exception>
    /// <exception cref="InvalidOperationException">The output cannot seek; the archive is complete, another entry is still being written, or writing one has failed.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    public NpzRowWriter<T> AddRows<T>(string name, ReadOnlySpan<long> rowShape, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Begin();
        if (!_output.CanPatch)
            NpzThrow.RowsNeedSeeking();
        if (rowShape.Contains(0))
            NpzThrow.RowsWithoutElements(rowShape);

        long[] shape = [0, .. rowShape];
        GrowingEntry entry = Open(name + Extension, NpzRowWriter<T>.Head(shape), compression);
        return new NpzRowWriter<T>(this, entry, shape);
    }
}
