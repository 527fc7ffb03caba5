using NpyIO.Arrays;

namespace NpyIO.Cli.Values;

/// <summary>The bytes of a loaded array's elements, one behind another in C order; also beyond what one span can hold.</summary>
internal sealed class ItemBytes
{
    /// <summary>How many bytes are taken, at least, between two reports.</summary>
    private const long ReportStep = 1 << 18;

    private readonly NdArray<byte>? _bytes;
    private readonly ObjectMemory? _objects;
    private readonly IProgress<long>? _progress;
    private long _nextReport = ReportStep;

    /// <summary>Sees a C-contiguous array as its bytes; nothing is copied.</summary>
    /// <param name="array">The array.</param>
    /// <param name="progress">Told how many bytes have been taken, by who takes them in order.</param>
    internal ItemBytes(NdArray array, IProgress<long>? progress = null)
    {
        _progress = progress;
        ItemSize = array.DType.ItemSize;
        if (array.Memory is ObjectMemory memory)
        {
            // Objects are numbers of a table, which can be seen as bytes like any others.
            _objects = memory;
            array = new NdArray(DType.Void(ItemSize), memory, array.Layout);
        }

        _bytes = array.NBytes == 0 ? null : array.Reshape(array.Count).View<byte>();
    }

    /// <summary>The size of an element, in bytes.</summary>
    internal int ItemSize { get; }

    /// <summary>The Python object that stands in the array as a number.</summary>
    /// <param name="number">The number; 0 where nothing has been assigned.</param>
    /// <param name="unassigned">What is there then.</param>
    internal object? ObjectAt(long number, object? unassigned) => number == 0 ? unassigned : _objects!.Values[(int)number - 1];

    /// <summary>Some neighbouring elements, by their places in C order; together less than 2 GiB.</summary>
    internal ReadOnlySpan<byte> Items(long first, int count)
    {
        if (_bytes is null)
            return default;
        int length = checked(count * ItemSize);
        long end = first * ItemSize + length;
        if (_progress is not null && end >= _nextReport)
        {
            _progress.Report(end);
            _nextReport = end + ReportStep;
        }
        return _bytes.Count <= int.MaxValue
            ? _bytes.AsReadOnlySpan().Slice((int)(first * ItemSize), length)
            : _bytes.AsReadOnlyTensorSpan().GetSpan([(nint)(first * ItemSize)], length);
    }
}
