namespace NpyIO.Cli.Values;

/// <summary>The bytes of an array's elements, one behind another in C order and native byte order: the form in which values are written, wherever the array is.</summary>
internal abstract class ItemBytes : IDisposable
{
    /// <summary>How many bytes are taken, at least, between two reports.</summary>
    private const long ReportStep = 1 << 18;

    /// <summary>The byte order in which values are written.</summary>
    protected static readonly ByteOrder Native = BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;

    private readonly long[] _shape;
    private readonly IProgress<long>? _progress;
    private long _nextReport = ReportStep;

    /// <summary>Elements of an array.</summary>
    /// <param name="dtype">What they are.</param>
    /// <param name="shape">The array's shape.</param>
    /// <param name="progress">Told how many bytes have been taken, by who takes them in order.</param>
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

    /// <summary>How many elements there are.</summary>
    internal long Count { get; }

    /// <summary>The size of an element, in bytes.</summary>
    internal int ItemSize => DType.ItemSize;

    /// <summary>How many bytes they take together.</summary>
    internal long NBytes => Count * ItemSize;

    /// <summary>How often each byte counts as done when it is taken: twice where it is read at the same time.</summary>
    protected virtual int Passes => 1;

    /// <summary>Sees an array that is in memory.</summary>
    internal static ItemBytes Of(NdArray array, IProgress<long>? progress = null)
    {
        if (array.DType.HasObject || (!array.DType.IsNative && !CanBeNative(array.DType)))
            return new GatheredItems(array);
        return new ArrayItems(array.DType.IsNative ? array : array.To(array.DType.WithByteOrder(Native), Casting.Equivalent), progress);
    }

    /// <summary>Whether elements can be turned to the native byte order: not those of records whose fields overlap.</summary>
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

    /// <summary>Some neighbouring elements, by their places in C order; together less than 2 GiB. Valid until the next call.</summary>
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

    /// <summary>The Python object that stands among the items of the last call as a number.</summary>
    internal virtual object? ObjectAt(long number) => throw new InvalidOperationException("These elements are no Python objects.");

    /// <summary>Whether the Python objects in the array have been looked through, so that they are known to have an end; does that where they have not.</summary>
    internal virtual void CheckObjects()
    {
    }

    /// <summary>Makes sure that what the elements come from is whole, after all of them have been taken.</summary>
    internal virtual void Complete()
    {
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>As <see cref="Items"/>, of elements that take bytes.</summary>
    protected abstract ReadOnlySpan<byte> Take(long first, int count);
}
