namespace NpyIO.Kernels;

/// <summary>
/// Converts contiguous native elements of one number type to another. The destination holds the same number of elements and can be the source
/// only if both element sizes are equal. Neither needs to be aligned.
/// </summary>
internal delegate void CastKernel(ReadOnlySpan<byte> source, Span<byte> destination);
