namespace NpyIO.Coding;

/// <summary>
/// Makes CLR values of contiguous elements in native byte order. The destination is as long as there are elements.
/// Returns how many could be read: fewer than all when the next one is no value at all.
/// </summary>
internal delegate int ElementRunReader<T>(ReadOnlySpan<byte> source, Span<T> destination);
