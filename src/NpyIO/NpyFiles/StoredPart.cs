using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO.NpyFiles;

/// <summary>
/// Part of a stored array: the bytes it consists of, in the order of the file, and the array that they become. The decoder reads them as an array of their own, in C or Fortran order;
/// an index that goes backwards, or fields that are sub-arrays in Fortran order, need its axes arranged afterwards.
/// </summary>
internal sealed class StoredPart
{
    private readonly RunPlaces _places;

    /// <summary>The axes of the part, the one that varies slowest in the file first; null if the decoder's array is the part.</summary>
    private readonly int[]? _axes;
    private readonly ArrayLayout _chosen;
    private readonly ArrayLayout _whole;

    internal StoredPart(StoredElements elements, ReadOnlySpan<Slice> index)
    {
        _whole = elements.Whole;
        _chosen = elements.Layout.Index(index);
        Span<int> slowestFirst = stackalloc int[_chosen.Rank];
        SortAxes(_chosen, slowestFirst);
        Span<int> longer = stackalloc int[_chosen.Rank];
        longer = longer[..TakeLonger(_chosen, slowestFirst, longer)];
        bool isForward = true;
        bool isC = true;
        bool isFortran = true;
        for (int i = 0; i < longer.Length; i++)
        {
            isForward &= _chosen.Strides[longer[i]] >= 0;
            isC &= i == 0 || longer[i - 1] < longer[i];
            isFortran &= i == 0 || longer[i - 1] > longer[i];
        }

        isFortran &= !isC;
        _axes = isForward && (isC || isFortran) || _chosen.Count == 0 ? null : slowestFirst.ToArray();
        long[] shape = _axes is null ? _chosen.Shape.ToArray() : Array.ConvertAll(_axes, axis => _chosen.Shape[axis]);
        Header = elements.Header.OfPart(elements.DType, shape, _axes is null && isFortran, _chosen.Count);
        // Without elements the layout's offset can be anything, also behind the data.
        _places = _chosen.NBytes == 0 ? new RunPlaces(elements.Header.DataOffset, [], [], 0) : PlacesOf(_chosen, longer);
    }

    /// <summary>What the decoder decodes.</summary>
    internal NpyHeader Header { get; }

    internal ReadOnlySpan<long> Shape => _chosen.Shape;

    internal long Count => _chosen.Count;

    /// <summary>Whether the decoder's array is the part, so that it can decode into the caller's memory.</summary>
    internal bool IsArranged => _axes is null;

    internal PayloadReader Reader(PayloadSource whole, ArrayDecoder decoder, ReadSettings settings, CancellationToken cancellationToken)
    {
        // Data behind the part are never an error.
        settings = settings with { Strict = false };
        decoder.IndexInWhole = IndexInWhole;
        if (_places.IsOneRun)
            return new PayloadReader(whole, _places.First, decoder, settings, cancellationToken);

        var runs = new RunSource(whole, _places);
        decoder.PlaceOf = runs.PlaceOf;
        return new PayloadReader(runs, 0, decoder, settings, cancellationToken);
    }

    internal NdArray Take(ArrayDecoder decoder, Order order)
    {
        NdArray read = decoder.ToNdArray();
        return _axes is null ? read : new NdArray(read.DType, read.Memory, Arranged(_axes, read.Layout)).Copy(InMemory(order));
    }

    internal NdArray<T> Take<T>(ArrayDecoder decoder, Order order)
    {
        NdArray<T> read = decoder.ToNdArray<T>();
        return _axes is null ? read : new NdArray<T>(read.DType, read.Memory, Arranged(_axes, read.Layout)).Copy(InMemory(order));
    }

    /// <summary>By the place of the element in the file.</summary>
    private long[] IndexInWhole(long number)
    {
        long[] read = ArrayLayout.IndexOf(number, Header.Shape, Header.FortranOrder ? Order.Fortran : Order.C);
        long offset = _chosen.Offset;
        for (int i = 0; i < read.Length; i++)
        {
            int axis = _axes?[i] ?? i;
            bool isBackward = _axes is not null && _chosen.Strides[axis] < 0;
            offset += (isBackward ? _chosen.Shape[axis] - 1 - read[i] : read[i]) * _chosen.Strides[axis];
        }

        return _whole.IndexAtOffset(offset);
    }

    private static Order InMemory(Order order) => order == Order.Fortran ? order : Order.C;

    private ArrayLayout Arranged(int[] axes, ArrayLayout read)
    {
        long[] strides = new long[axes.Length];
        long offset = read.Offset;
        for (int i = 0; i < axes.Length; i++)
        {
            bool isBackward = _chosen.Strides[axes[i]] < 0;
            strides[axes[i]] = isBackward ? -read.Strides[i] : read.Strides[i];
            offset += isBackward ? (read.Shape[i] - 1) * read.Strides[i] : 0;
        }

        return new ArrayLayout(_chosen.Shape.ToArray(), strides, offset, read.ItemSize);
    }

    /// <summary>The axes by falling stride. Stable: axes of one position, and all of those without bytes, stay where they are.</summary>
    private static void SortAxes(ArrayLayout chosen, Span<int> slowestFirst)
    {
        for (int axis = 0; axis < slowestFirst.Length; axis++)
        {
            int place = axis;
            for (; place > 0 && Distance(chosen, slowestFirst[place - 1]) < Distance(chosen, axis); place--)
                slowestFirst[place] = slowestFirst[place - 1];
            slowestFirst[place] = axis;
        }
    }

    private static long Distance(ArrayLayout chosen, int axis) => chosen.Shape[axis] > 1 ? Math.Abs(chosen.Strides[axis]) : 0;

    /// <summary>Takes the axes of more than one position, and returns how many there are.</summary>
    private static int TakeLonger(ArrayLayout chosen, ReadOnlySpan<int> slowestFirst, Span<int> longer)
    {
        int count = 0;
        foreach (int axis in slowestFirst)
        {
            if (chosen.Shape[axis] > 1)
                longer[count++] = axis;
        }

        return count;
    }

    /// <summary>Neighbouring elements and axes are joined to runs as long as possible.</summary>
    private static RunPlaces PlacesOf(ArrayLayout chosen, ReadOnlySpan<int> slowestFirst)
    {
        long first = chosen.Offset;
        long run = chosen.ItemSize;
        // From the end, since the fastest axis comes last.
        Span<long> lengths = stackalloc long[slowestFirst.Length];
        Span<long> steps = stackalloc long[slowestFirst.Length];
        int start = lengths.Length;
        for (int i = slowestFirst.Length - 1; i >= 0; i--)
        {
            long length = chosen.Shape[slowestFirst[i]];
            long stride = chosen.Strides[slowestFirst[i]];
            first += stride < 0 ? (length - 1) * stride : 0;
            stride = Math.Abs(stride);
            if (start == lengths.Length && stride == run)
            {
                run *= length;
            }
            else if (start < lengths.Length && stride == steps[start] * lengths[start])
            {
                lengths[start] *= length;
            }
            else
            {
                start--;
                lengths[start] = length;
                steps[start] = stride;
            }
        }

        return new RunPlaces(first, lengths[start..].ToArray(), steps[start..].ToArray(), run);
    }
}
