using System.Numerics;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.IO;

namespace NpyIO;

/// <summary>How arrays are read.</summary>
public sealed record NpyReadOptions
{
    /// <summary>C order, native byte order, exact types.</summary>
    public static NpyReadOptions Default { get; } = new();

    /// <summary>Order and byte order as the file has them; nothing is moved.</summary>
    public static NpyReadOptions AsStored { get; } = new() { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep };

    /// <summary>The order of the axes in memory after loading: C by default.</summary>
    public Order Order { get; init; } = Order.C;

    /// <summary>The byte order in memory after loading: the machine's own by default.</summary>
    public ByteOrderMode ByteOrder { get; init; } = ByteOrderMode.Native;

    /// <summary>
    /// Which conversions a typed load may make: none but of byte order by default. <see cref="Casting.Checked"/> converts numbers if no value is lost, and throws <see cref="OverflowException"/> otherwise.
    /// </summary>
    public Casting Casting { get; init; } = Casting.Equivalent;

    /// <summary>The longest header to read, in bytes; checked before it is read. 1 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int MaxHeaderSize { get; init => field = NotNegative(value); } = NpyHeader.DefaultMaxSize;

    /// <summary>The most elements that an array of zero-size elements may have for work on each of them. 2^24 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long MaxElements { get; init => field = NotNegative(value); } = ElementConversion.MostWithoutBytes;

    /// <summary>Whether bytes after the array are an error. NumPy ignores them, and so does the default.</summary>
    public bool Strict { get; init; }

    /// <summary>The most threads that may read one array; 0, the default, for as many as help.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int MaxThreads { get; init => field = NotNegative(value); }

    /// <summary>How a <c>str</c> of Python 2 becomes text where the elements are Python objects: the <c>encoding</c> of <c>np.load</c>. Latin-1, the default, always succeeds.</summary>
    public PickleEncoding Encoding { get; init; } = PickleEncoding.Latin1;

    /// <summary>Told how many bytes of data have been read, from time to time, for long reads.</summary>
    public IProgress<long>? Progress { get; init; }

    internal DecoderSettings Decoding => new(Order, ByteOrder, Casting, MaxElements);

    internal ReadSettings Reading => new(MaxThreads, Strict, Progress);

    private static T NotNegative<T>(T value)
        where T : INumberBase<T>
    {
        Throw.IfNegative(long.CreateChecked(value), nameof(value));
        return value;
    }
}
