using NpyIO.Errors;

namespace NpyIO.DTypes;

/// <summary>Builds sub-arrays by NumPy's rules (<c>_convert_from_tuple</c> in descriptor.c).</summary>
internal static class SubArrayBuilder
{
    /// <summary>Builds the sub-array, or returns null and the problem. Without axes the result is the dtype itself, as in NumPy.</summary>
    internal static DType? TryBuild(DType dtype, ReadOnlySpan<long> shape, out string? problem)
    {
        problem = null;
        if (shape.Length == 0)
            return dtype;
        if (shape.Length > DType.MaxRank)
            problem = $"a sub-array has {shape.Length} axes, more than {DType.MaxRank}";
        else if (dtype.Depth >= DType.MaxDepth)
            problem = $"records and sub-arrays nest deeper than {DType.MaxDepth} levels";
        if (problem is not null)
            return null;

        // As in NumPy, a product past 2^63 is refused even if a later axis is 0; an axis of 0 ends the count.
        long items = 1;
        bool overflows = false;
        foreach (long length in shape)
        {
            if (length is < 0 or > int.MaxValue)
            {
                problem = $"a sub-array has an axis of {length}, which is not between 0 and {int.MaxValue}";
                return null;
            }

            if (!overflows && items != 0)
                overflows = Math.BigMul(items, length, out items) != 0 || items < 0;
        }

        overflows |= items > int.MaxValue || items * dtype.ItemSize > int.MaxValue;
        if (!overflows)
            return new DType(dtype, shape.ToArray(), (int)items * dtype.ItemSize);
        problem = $"a sub-array of shape {PythonText.Shape(shape)} of {dtype.ItemSize}-byte items is larger than {int.MaxValue} bytes";
        return null;
    }
}
