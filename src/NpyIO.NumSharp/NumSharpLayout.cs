using NumSharp;

namespace NpyIO;

/// <summary>
/// A layout in NumSharp's terms: non-negative strides in elements, counted from the lowest element. Axes with negative strides are flipped by slicing afterwards.
/// </summary>
internal readonly struct NumSharpLayout
{
    private NumSharpLayout(NdArray array)
    {
        Shape = array.Shape.ToArray();
        Strides = new long[Shape.Length];
        Flips = new Slice[Shape.Length];
        Extent = 1;
        for (int axis = 0; axis < Shape.Length; axis++)
        {
            long stride = array.Strides[axis] / array.DType.ItemSize;
            long reach = (Shape[axis] - 1) * stride;
            bool backwards = reach < 0;
            Start += backwards ? reach * array.DType.ItemSize : 0;
            Extent += Math.Abs(reach);
            Strides[axis] = Math.Abs(stride);
            Flips[axis] = backwards ? new Slice(step: -1) : Slice.All;
            IsFlipped |= backwards;
        }
    }

    /// <summary>The length of every axis, in elements.</summary>
    internal long[] Shape { get; }

    /// <summary>The stride of every axis, in elements; not negative.</summary>
    internal long[] Strides { get; }

    /// <summary>The slices that flip the axes with negative strides.</summary>
    internal Slice[] Flips { get; }

    internal bool IsFlipped { get; }

    /// <summary>The offset of the lowest element from the one at index 0 of every axis, in bytes; not positive.</summary>
    internal long Start { get; }

    /// <summary>The number of elements from the lowest to the highest.</summary>
    internal long Extent { get; }

    /// <summary>Creates the layout, or returns false if a stride is not a multiple of the item size, as for fields of a record.</summary>
    internal static bool TryCreate(NdArray array, out NumSharpLayout result)
    {
        foreach (long stride in array.Strides)
        {
            if (stride % array.DType.ItemSize != 0)
            {
                result = default;
                return false;
            }
        }

        result = new NumSharpLayout(array);
        return true;
    }
}
