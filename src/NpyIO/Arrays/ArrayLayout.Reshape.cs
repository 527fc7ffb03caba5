using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Arrays;

// Reshaping without a copy.
internal sealed partial class ArrayLayout
{
    internal long[] ResolveShape(ReadOnlySpan<long> shape)
    {
        // An axis of −1 gets the length that the others imply.
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

    /// <summary>Succeeds exactly if NumPy's <c>_attempt_nocopy_reshape</c> does; otherwise the elements must be copied.</summary>
    internal bool TryReshape(long[] shape, [NotNullWhen(true)] out ArrayLayout? layout)
    {
        if (shape.AsSpan().SequenceEqual(_shape))
        {
            layout = this;
            return true;
        }

        if (IsCContiguous)
        {
            layout = Derived(shape, ContiguousStrides(shape, ItemSize, Order.C), Offset);
            return true;
        }

        layout = null;
        if (!TryReshapeStrides(shape, out long[] strides))
            return false;

        layout = Derived(shape, strides, Offset);
        return true;
    }

    internal ArrayLayout ReshapeView(ReadOnlySpan<long> shape)
    {
        if (!TryReshape(ResolveShape(shape), out ArrayLayout? layout))
            ArrayThrow.CannotReshapeView(this, shape);
        return layout;
    }

    private bool TryReshapeStrides(long[] shape, out long[] strides)
    {
        // Merges the old axes into runs of constant stride, then splits these into the new axes, last to first.
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

            // A new axis cannot cross the end of a run.
            if (left % shape[axis] != 0)
                return false;

            strides[axis] = stride;
            stride *= shape[axis];
            left /= shape[axis];
        }

        return true;
    }

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
