namespace NpyIO.DTypes;

/// <summary>Shapes as callers give them.</summary>
internal static class ShapeArgument
{
    /// <summary>A shape in longs.</summary>
    internal static long[] Widen(ReadOnlySpan<int> shape)
    {
        var wide = new long[shape.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = shape[i];
        }

        return wide;
    }
}
