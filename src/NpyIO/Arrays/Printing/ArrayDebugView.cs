namespace NpyIO.Arrays.Printing;

/// <summary>What a debugger shows of an array: dtype, shape, strides and the first rows, never more than a few.</summary>
internal sealed class ArrayDebugView(NdArray array)
{
    public DType DType => array.DType;

    public long[] Shape => array.Shape.ToArray();

    public long[] Strides => array.Strides.ToArray();

    public string[] Rows => array.Rank == 0 ? [array.ToString(DebugRows.Options)] : DebugRows.Of(array.Shape[0], row => array.At(row).ToString(DebugRows.Options));
}

/// <summary>What a debugger shows of an array of one type.</summary>
internal sealed class ArrayDebugView<T>(NdArray<T> array)
{
    public DType DType => array.DType;

    public long[] Shape => array.Shape.ToArray();

    public long[] Strides => array.Strides.ToArray();

    public string[] Rows => array.Rank == 0 ? [array.ToString(DebugRows.Options)] : DebugRows.Of(array.Shape[0], row => array.At(row).ToString(DebugRows.Options));
}

/// <summary>The first rows of an array.</summary>
internal static class DebugRows
{
    private const int MaxRows = 10;

    internal static PrintOptions Options { get; } = new() { Threshold = 100 };

    internal static string[] Of(long length, Func<long, string> rowAt)
    {
        string[] rows = new string[Math.Min(length, MaxRows)];
        for (int row = 0; row < rows.Length; row++)
            rows[row] = rowAt(row);
        return rows;
    }
}
