using NpyIO.Arrays;
using NumSharp;

namespace NpyIO;

/// <summary>
/// A layout in NumSharp's terms: strides in elements and none negative, counted from the lowest element; axes that run backwards are then flipped by slicing.
/// </summary>
internal readonly struct NumSharpLayout
{
    private NumSharpLayout(ArrayLayout layout)
    {
        Shape = layout.Shape.ToArray();
        Strides = new long[Shape.Length];
        Flips = new Slice[Shape.Length];
        Start = layout.Offset;
        Extent = 1;
        for (int axis = 0; axis < Shape.Length; axis++)
        {
            long stride = layout.Strides[axis] / layout.ItemSize;
            long reach = (Shape[axis] - 1) * stride;
            bool backwards = reach < 0;
            Start += backwards ? reach * layout.ItemSize : 0;
            Extent += Math.Abs(reach);
            Strides[axis] = Math.Abs(stride);
            Flips[axis] = backwards ? new Slice(step: -1) : Slice.All;
            IsFlipped |= backwards;
        }
    }

    /// <summary>The length of every axis, in elements.</summary>
    internal long[] Shape { get; }

    /// <summary>The distance of neighbours along every axis, in elements; not negative.</summary>
    internal long[] Strides { get; }

    /// <summary>What turns the axes that run backwards.</summary>
    internal Slice[] Flips { get; }

    /// <summary>Whether there are such axes.</summary>
    internal bool IsFlipped { get; }

    /// <summary>Where the lowest element begins in the memory, in bytes.</summary>
    internal long Start { get; }

    /// <summary>How many elements there are from the lowest to the highest.</summary>
    internal long Extent { get; }

    /// <summary>False where a stride is no multiple of the item size, as those of a record's fields may be.</summary>
    internal static bool TryCreate(ArrayLayout layout, out NumSharpLayout result)
    {
        foreach (long stride in layout.Strides)
        {
            if (stride % layout.ItemSize != 0)
            {
                result = default;
                return false;
            }
        }

        result = new NumSharpLayout(layout);
        return true;
    }
}
