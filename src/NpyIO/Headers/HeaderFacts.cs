namespace NpyIO.Headers;

/// <summary>What a header's text says.</summary>
/// <param name="DType">The dtype.</param>
/// <param name="Shape">The length of every axis; not negative.</param>
/// <param name="FortranOrder">Whether the first axis varies fastest.</param>
/// <param name="Count">The number of elements.</param>
internal readonly record struct HeaderFacts(DType DType, long[] Shape, bool FortranOrder, long Count)
{
    /// <summary>
    /// Multiplies a shape out. False when the axes other than 0 already make more bytes than 2^63 − 1: NumPy refuses such a shape
    /// even where another axis is 0 (<c>PyArray_NewFromDescr_int</c>). Elements of no size count as one byte, so that Count always fits.
    /// </summary>
    internal static bool TryCount(ReadOnlySpan<long> shape, int itemSize, out long count)
    {
        count = 0;
        long product = 1;
        bool isEmpty = false;
        foreach (long length in shape)
        {
            if (length == 0)
                isEmpty = true;
            else if (Math.BigMul(product, length, out product) != 0 || product < 0)
                return false;
        }

        if (Math.BigMul(product, Math.Max(itemSize, 1), out long bytes) != 0 || bytes < 0)
            return false;
        count = isEmpty ? 0 : product;
        return true;
    }
}
