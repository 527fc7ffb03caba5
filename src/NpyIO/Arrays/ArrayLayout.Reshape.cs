using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Arrays;

// Reshaping without a copy.
internal sealed partial class ArrayLayout
{
    /// <summary>Returns the requested shape with a −1 replaced by the length that the other axes imply.</summary>
    internal long[] ResolveShape(ReadOnlySpan<long> shape)
    {
        int unknown = shape.IndexOf(-1);
        if (unknown >= 0 && shape[(unknown + 1)..].Contains(-1))
            ArrayThrow.TwoUnknownAxes(shape);

        long[] resolved = shape.ToArray();
        if (unknown < 0)
            return CountOf(resolved, ItemSize) == Count ? resolved : ArrayThrow.CannotReshape(Shape, Count, shape);

        resolved[unknown] = 1;
        long known = CountOf(resolved, ItemSize);
        if (known == 0 || Count % known != 0)
            return ArrayThrow.CannotReshape(Shape, Count, shape);

        resolved[unknown] = Count / known;
        return resolved;
    }

    /// <summary>
    /// Finds strides that give the same elements, in C order, a new shape. Succeeds exactly if NumPy's <c>_attempt_nocopy_reshape</c> does; otherwise the elements must be copied.
    /// </summary>
    internal bool TryReshape(long[] shape, [NotNullWhen(true)] out ArrayLayout? layout)
    {
        if (shape.AsSpan().SequenceEqual(_shape))
        {
            layout = this;
            return true;
        }

        if (IsCContiguous)
        {
            layout = Contiguous(shape, ItemSize, Order.C, Offset);
            return true;
        }

        layout = null;
        if (!TryReshapeStrides(shape, out long[] strides))
            return false;

        layout = new ArrayLayout(shape, strides, Offset, ItemSize);
        return true;
    }

    /// <summary>
    /// Merges the old axes into runs of constant stride, then splits the runs into the new axes, last to first. Fails if a new axis would cross the end of a run.
    /// </summary>
    private bool TryReshapeStrides(long[] shape, out long[] strides)
    {
        Span<long> lengths = stackalloc long[DType.MaxRank];
        Span<long> distances = stackalloc long[DType.MaxRank];
        int runs = FindRuns(lengths, distances);
        strides = new long[shape.Length];
        int run = 0;
        long left = runs > 0 ? lengths[0] : 1;
        long stride = runs > 0 ? distances[0] : ItemSize;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (left == 1 && shape[axis] != 1)
            {
                run++;
                left = lengths[run];
                stride = distances[run];
            }

            if (left % shape[axis] != 0)
                return false;

            strides[axis] = stride;
            stride *= shape[axis];
            left /= shape[axis];
        }

        return true;
    }

    /// <summary>Fills in the runs, last one first, skipping axes of length 1, and returns how many there are.</summary>
    private int FindRuns(Span<long> lengths, Span<long> distances)
    {
        int runs = 0;
        for (int axis = _shape.Length - 1; axis >= 0; axis--)
        {
            if (_shape[axis] == 1)
                continue;

            if (runs > 0 && _strides[axis] == lengths[runs - 1] * distances[runs - 1])
            {
                lengths[runs - 1] *= _shape[axis];
                continue;
            }

            lengths[runs] = _shape[axis];
            distances[runs] = _strides[axis];
            runs++;
        }

        return runs;
    }
}
