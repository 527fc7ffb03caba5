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

    internal StoredPart(StoredElements elements, ReadOnlySpan<Slice> index)
    {
        _chosen = elements.Layout.Index(index);
        int[] axes = [.. Enumerable.Range(0, _chosen.Rank)];
        // Stable: axes of one position, and all of those without bytes, stay where they are.
        int[] slowestFirst = [.. axes.OrderByDescending(axis => _chosen.Shape[axis] > 1 ? Math.Abs(_chosen.Strides[axis]) : 0)];
        int[] longer = [.. slowestFirst.Where(axis => _chosen.Shape[axis] > 1)];
        bool isForward = longer.All(axis => _chosen.Strides[axis] >= 0);
        bool isC = longer.SequenceEqual(longer.Order());
        bool isFortran = !isC && longer.SequenceEqual(longer.OrderDescending());
        _axes = isForward && (isC || isFortran) || _chosen.Count == 0 ? null : slowestFirst;
        long[] shape = _axes is null ? _chosen.Shape.ToArray() : Array.ConvertAll(_axes, axis => _chosen.Shape[axis]);
        Header = elements.Header.OfPart(elements.DType, shape, _axes is null && isFortran, _chosen.Count);
        // Without elements the layout's offset can lie anywhere, also behind the data.
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

    /// <summary>Neighbouring elements and axes are joined to runs as long as possible.</summary>
    private static RunPlaces PlacesOf(ArrayLayout chosen, int[] slowestFirst)
    {
        long first = chosen.Offset;
        long run = chosen.ItemSize;
        List<long> lengths = [], steps = [];
        for (int i = slowestFirst.Length - 1; i >= 0; i--)
        {
            long length = chosen.Shape[slowestFirst[i]];
            long stride = chosen.Strides[slowestFirst[i]];
            first += stride < 0 ? (length - 1) * stride : 0;
            stride = Math.Abs(stride);
            if (lengths.Count == 0 && stride == run)
                run *= length;
            else if (lengths.Count > 0 && stride == steps[0] * lengths[0])
                lengths[0] *= length;
            else
                (lengths, steps) = ([length, .. lengths], [stride, .. steps]);
        }

        return new RunPlaces(first, [.. lengths], [.. steps], run);
    }
}
