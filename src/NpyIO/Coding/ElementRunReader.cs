namespace NpyIO.Coding;

/// <summary>
/// Reads contiguous elements in native byte order as CLR values. The destination has one item per element.
/// Returns the number of elements read; if it is smaller, the next element is not a valid value.
/// </summary>
internal delegate int ElementRunReader<T>(ReadOnlySpan<byte> source, Span<T> destination);
