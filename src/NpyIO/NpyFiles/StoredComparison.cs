using NpyIO.Arrays;
using NpyIO.Arrays.Comparing;
using NpyIO.Arrays.Printing;

namespace NpyIO.NpyFiles;

/// <summary>Compares stored arrays block by block, and reads what a message prints of them.</summary>
internal static class StoredComparison
{
    /// <summary>About how many bytes of an array are read at once.</summary>
    internal static readonly Threshold BlockLength = new(4L << 20);

    /// <summary>Longer rows are divided. Also the size of blocks if the rows of both arrays are along different axes, since those of one are then spread over its file. In bytes.</summary>
    internal static readonly Threshold MaxRowLength = new(256L << 20);

    internal static ArrayDifference Compare(StoredArray actual, StoredArray desired, CompareOptions options)
    {
        if (actual.Header.DType.HasObject || desired.Header.DType.HasObject)
            return ArrayComparison.Compare(Load(actual), Load(desired), options);
        var sides = new ComparedSides(actual.DType, actual.Shape.ToArray(), desired.DType, desired.Shape.ToArray());
        return ArrayComparison.Compare(
            sides,
            options,
            comparer => Run(actual, desired, ArrayLayout.Contiguous(sides.Shape, 1), comparer),
            () => new ArrayTexts(Printed(actual), Printed(desired)));
    }

    private static void Run(StoredArray actual, StoredArray desired, ArrayLayout places, ElementComparer comparer)
    {
        if (places.Count == 0 || (actual.DType.ItemSize == 0 && desired.DType.ItemSize == 0))
            return;
        if (Math.Max(actual.NBytes, desired.NBytes) <= BlockLength || places.Rank == 0)
        {
            Add(Load(actual), Load(desired), places, comparer);
            return;
        }

        int axis = actual.Rank == 0 ? desired.RowAxis : actual.RowAxis;
        bool isSpread = actual.Rank == desired.Rank && actual.RowAxis != desired.RowAxis;
        long rowLength = Math.Max(1, Math.Max(actual.NBytes, desired.NBytes) / places.Shape[axis]);
        long rows = Math.Max(1, (isSpread ? MaxRowLength : BlockLength) / rowLength);
        if (rowLength > MaxRowLength)
            RunRows(actual, desired, places, axis, comparer);
        else
            RunBlocks(actual, desired, places, axis, rows, comparer);
    }

    private static void RunRows(StoredArray actual, StoredArray desired, ArrayLayout places, int axis, ElementComparer comparer)
    {
        var index = new Slice[axis + 1];
        for (long row = 0; row < places.Shape[axis]; row++)
        {
            index[axis] = row;
            // An array without axes is compared with every row.
            Run(actual.Rank == 0 ? actual : actual[index], desired.Rank == 0 ? desired : desired[index], places.Index(index), comparer);
        }
    }

    private static void RunBlocks(StoredArray actual, StoredArray desired, ArrayLayout places, int axis, long rows, ElementComparer comparer)
    {
        using IEnumerator<NdArray> blocks = BlocksOf(actual, axis, rows).GetEnumerator();
        using IEnumerator<NdArray> others = BlocksOf(desired, axis, rows).GetEnumerator();
        var index = new Slice[axis + 1];

        // Both to their end, which checks what has not been checked yet.
        for (long first = 0; blocks.MoveNext() & others.MoveNext(); first += rows)
        {
            index[axis] = new Slice(first, first + Math.Min(rows, places.Shape[axis] - first));
            Add(blocks.Current, others.Current, places.Index(index), comparer);
        }
    }

    private static void Add(NdArray actual, NdArray desired, ArrayLayout places, ElementComparer comparer) =>
        PartWalk.Run(new ComparedPart(Broadcast(actual, places.Shape), Broadcast(desired, places.Shape), places), comparer);

    private static NdArray Broadcast(NdArray array, ReadOnlySpan<long> shape) => array.Rank == shape.Length ? array : array.BroadcastTo(shape);

    /// <summary>Of an array without axes, the element again and again.</summary>
    private static IEnumerable<NdArray> BlocksOf(StoredArray array, int axis, long rows) =>
        array.Rank == 0 ? Again(Load(array)) : array.RowAxis == axis ? array.Blocks(rows, BlockMemory.Reused) : SlicesOf(array, axis, rows);

    private static IEnumerable<NdArray> Again(NdArray element)
    {
        while (true)
            yield return element;
    }

    private static IEnumerable<NdArray> SlicesOf(StoredArray array, int axis, long rows)
    {
        var index = new Slice[axis + 1];
        long length = array.Shape[axis];
        for (long first = 0; first < length; first += rows)
        {
            index[axis] = new Slice(first, first + Math.Min(rows, length - first));
            yield return Load(array[index]);
        }
    }

    /// <summary>Only the elements that are printed.</summary>
    private static PrintedArray Printed(StoredArray array)
    {
        PrintOptions options = ArrayTexts.Options;
        if (array.NBytes <= BlockLength)
            return PrintedArray.Of(Load(array), options);
        ShownAxis[] axes = ShownAxis.Of(array.Shape, options, ShownElements.ValuesIn(array.DType, options));
        NdArray shown = NdArray.Create(array.DType, Array.ConvertAll(axes, axis => axis.Count));
        Fill(shown, array, axes, 0);
        return new PrintedArray(shown, array.Shape.ToArray(), Array.ConvertAll(axes, axis => axis.Gathered()));
    }

    private static void Fill(NdArray shown, StoredArray part, ShownAxis[] axes, int axis)
    {
        while (axis < axes.Length && !axes[axis].HasGap)
            axis++;
        if (axis == axes.Length)
        {
            shown[Slice.Ellipsis] = Load(part);
            return;
        }

        ShownAxis edges = axes[axis];
        var from = new Slice[axis + 1];
        var to = new Slice[axis + 1];
        foreach ((long first, long at, long count) in ((long, long, long)[])[(0, 0, edges.Head), (edges.TailStart, edges.Head, edges.Tail)])
        {
            if (count == 0)
                continue;
            from[axis] = new Slice(first, first + count);
            to[axis] = new Slice(at, at + count);
            Fill(shown[to], part[from], axes, axis + 1);
        }
    }

    private static NdArray Load(StoredArray array) => array.Load(array.Options with { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep });
}
