namespace NpyIO.DTypes;

/// <summary>Conversion of shape arguments.</summary>
internal static class ShapeArgument
{
    internal static long[] Widen(ReadOnlySpan<int> shape)
    {
        var wide = new long[shape.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = shape[i];

        return wide;
    }
}
