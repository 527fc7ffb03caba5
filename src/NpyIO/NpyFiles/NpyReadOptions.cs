using System.Numerics;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.IO;

namespace NpyIO;

/// <summary>Options for reading arrays.</summary>
public sealed record NpyReadOptions
{
    /// <summary>The defaults: C order, native byte order, exact types.</summary>
    public static NpyReadOptions Default { get; } = new();

    /// <summary>Keeps the order and byte order of the file, so that elements are not moved.</summary>
    public static NpyReadOptions AsStored { get; } = new() { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep };

    /// <summary>The order of the axes in memory after loading; C by default.</summary>
    public Order Order { get; init; } = Order.C;

    /// <summary>The byte order in memory after loading; native by default.</summary>
    public ByteOrderMode ByteOrder { get; init; } = ByteOrderMode.Native;

    /// <summary>
    /// The conversions that a typed load may make; by default only between byte orders. <see cref="Casting.Checked"/> converts numbers if no value is lost, and throws
    /// <see cref="OverflowException"/> otherwise.
    /// </summary>
    public Casting Casting { get; init; } = Casting.Equivalent;

    /// <summary>
    /// Whether records may have fields that a struct with <see cref="NpyRecordAttribute"/> has no member for; true by default. If false, they are an error that names them.
    /// </summary>
    public bool AllowExtraFields { get; init; } = true;

    /// <summary>
    /// Whether records may lack fields that a struct with <see cref="NpyRecordAttribute"/> has a member for, which then has its default: zero, "", null, no elements. If false, as by default, they
    /// are an error that names them.
    /// </summary>
    public bool AllowMissingFields { get; init; }

    /// <summary>The maximum length of a header's text, in bytes; checked before the text is read. 1 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxHeaderSize { get; init => field = NotNegative(value); } = NpyHeader.DefaultMaxSize;

    /// <summary>The maximum number of elements of zero size that an array may have for operations on each of them. 2^24 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaxElements { get; init => field = NotNegative(value); } = ElementConversion.MaxWithoutBytes;

    /// <summary>Whether bytes after the array are an error. By default they are ignored, as in NumPy.</summary>
    public bool Strict { get; init; }

    /// <summary>The maximum number of threads that read one array; 0 (the default) for as many as help. For a <see cref="ByteSource"/> that is awaited it is the number of requests in flight; 0 for four.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxThreads { get; init => field = NotNegative(value); }

    /// <summary>How to decode a Python 2 <c>str</c> in an array of Python objects: the <c>encoding</c> of <c>np.load</c>. Latin-1, the default, always succeeds.</summary>
    public PickleEncoding Encoding { get; init; } = PickleEncoding.Latin1;

    /// <summary>Receives the number of bytes of data read so far, repeatedly during long reads.</summary>
    public IProgress<long>? Progress { get; init; }

    internal DecoderSettings Decoding => new(Order, ByteOrder, Casting, MaxElements, Records);

    internal RecordRules Records => new(RefusesExtra: !AllowExtraFields, AllowMissingFields);

    internal ReadSettings Reading => new(MaxThreads, Strict, Progress);

    private static T NotNegative<T>(T value)
        where T : INumberBase<T>
    {
        Throw.IfNegative(long.CreateChecked(value), nameof(value));
        return value;
    }
}
