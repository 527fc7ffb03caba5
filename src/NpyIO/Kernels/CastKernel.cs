namespace NpyIO.Kernels;

/// <summary>
/// Converts contiguous native elements of one number type into contiguous native elements of another. The destination holds as many elements;
/// it is the source only where both sizes are the same. Neither need be aligned.
/// </summary>
internal delegate void CastKernel(ReadOnlySpan<byte> source, Span<byte> destination);
