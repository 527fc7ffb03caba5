namespace NpyIO.Cli.Values;

/// <summary>The bytes of an array's elements in C order and native byte order: the input for writing values, from any source.</summary>
internal abstract class ItemBytes : IDisposable
{
    /// <summary>Minimum number of bytes between two progress reports.</summary>
    private const long ReportStep = 1 << 18;

    /// <summary>The byte order for writing values.</summary>
    protected static readonly ByteOrder Native = BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;

    private readonly long[] _shape;
    private readonly IProgress<long>? _progress;
    private long _nextReport = ReportStep;

    /// <summary>Initialises the elements of an array.</summary>
    /// <param name="dtype">The dtype of the elements.</param>
    /// <param name="shape">The array's shape.</param>
    /// <param name="progress">Receives the number of bytes taken, if they are taken in order.</param>
    protected ItemBytes(DType dtype, ReadOnlySpan<long> shape, IProgress<long>? progress)
    {
        DType = dtype;
        _shape = shape.ToArray();
        _progress = progress;
        Count = 1;
        foreach (long length in shape)
            Count *= length;
    }

    internal DType DType { get; }

    internal ReadOnlySpan<long> Shape => _shape;

    internal long Count { get; }

    /// <summary>The size of an element, in bytes.</summary>
    internal int ItemSize => DType.ItemSize;

    /// <summary>The total size of the elements, in bytes.</summary>
    internal long NBytes => Count * ItemSize;

    /// <summary>How often progress counts each byte taken: twice if taking it also reads it.</summary>
    protected virtual int Passes => 1;

    /// <summary>Returns the elements of an array in memory.</summary>
    internal static ItemBytes Of(NdArray array, IProgress<long>? progress = null)
    {
        if (array.DType.HasObject || (!array.DType.IsNative && !CanBeNative(array.DType)))
            return new GatheredItems(array);
        return new ArrayItems(array.DType.IsNative ? array : array.To(array.DType.WithByteOrder(Native), Casting.Equivalent), progress);
    }

    /// <summary>Returns whether elements can be converted to native byte order; not those of records with overlapping fields.</summary>
    internal static bool CanBeNative(DType dtype)
    {
        try
        {
            NdArray.Create(dtype, 0L).To(dtype.WithByteOrder(Native), Casting.Equivalent);
            return true;
        }
        catch (InvalidCastException)
        {
            return false;
        }
    }

    /// <summary>Returns consecutive elements by their index in C order, less than 2 GiB in total. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> Items(long first, int count)
    {
        if (NBytes == 0 || count == 0)
            return default;
        long end = (first + count) * ItemSize;
        if (_progress is not null && end >= _nextReport)
        {
            _progress.Report(end * Passes);
            _nextReport = end + ReportStep;
        }
        return Take(first, count);
    }

    /// <summary>Returns the Python object with a number from the elements of the last call.</summary>
    internal virtual object? ObjectAt(long number) => throw new InvalidOperationException("These elements are no Python objects.");

    /// <summary>Checks the Python objects in the array for cycles and depth, unless that was done already.</summary>
    internal virtual void CheckObjects()
    {
    }

    /// <summary>Checks that the source is complete, after all elements have been taken.</summary>
    internal virtual void Complete()
    {
    }

    public virtual void Dispose()
    {
    }

    /// <summary>Does the same as <see cref="Items"/>, for elements of at least one byte.</summary>
    protected abstract ReadOnlySpan<byte> Take(long first, int count);
}
