namespace NpyIO.Arrays;

/// <summary>Where an array's elements lie in its memory: shape in elements, strides and offset in bytes. Immutable; pure arithmetic.</summary>
internal sealed class ArrayLayout
{
    internal ArrayLayout(long[] shape, long[] strides, long offset, int itemSize) => throw new NotImplementedException();

    /// <summary>A contiguous layout.</summary>
    internal static ArrayLayout Contiguous(ReadOnlySpan<long> shape, int itemSize, Order order = Order.C, long offset = 0) => throw new NotImplementedException();
}
