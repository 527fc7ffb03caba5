namespace NpyIO.Arrays;

// Whether every element lies inside a memory.
internal sealed partial class ArrayLayout
{
    /// <summary>A layout over a buffer, as <c>numpy.ndarray</c> checks it: default strides by <paramref name="order"/> when none are given, else the given ones, negative and zero ones too.</summary>
    /// <exception cref="ArgumentException">The shape, the strides or the buffer's length do not go together.</exception>
    internal static ArrayLayout ForBuffer(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, long offset, int itemSize, Order order, long memoryLength)
    {
        ArrayLayout layout = !strides.IsEmpty
            ? new ArrayLayout(shape.ToArray(), strides.ToArray(), offset, itemSize)
            : Contiguous(shape, itemSize, order, offset);
        layout.CheckBounds(memoryLength);
        return layout;
    }

    /// <summary>Throws unless every element lies inside a memory of that many bytes. An array without elements needs only an offset inside it.</summary>
    internal void CheckBounds(long memoryLength)
    {
        if (Offset < 0 || Offset > memoryLength)
            ArrayThrow.OffsetOutsideBuffer(Offset, memoryLength);

        if (Count == 0)
            return;

        // Each sum is compared as soon as it is made, so that 64 products of two longs cannot overflow an Int128.
        Int128 first = Offset;
        Int128 end = (Int128)Offset + ItemSize;
        for (int axis = 0; axis < _shape.Length; axis++)
        {
            Int128 reach = (Int128)(_shape[axis] - 1) * _strides[axis];
            if (reach < 0)
                first += reach;
            else
                end += reach;

            if (first < 0 || end > memoryLength)
                ArrayThrow.ElementsOutsideBuffer(this, memoryLength);
        }

        if (end > memoryLength)
            ArrayThrow.ElementsOutsideBuffer(this, memoryLength);
    }
}
