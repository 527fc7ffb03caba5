using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>How joblib files are read.</summary>
public sealed record JoblibReadOptions
{
    /// <summary>Arrays in C order and native byte order, texts of Python 2 as Latin-1.</summary>
    public static JoblibReadOptions Default { get; } = new();

    /// <summary>Order and byte order of arrays as the file has them; nothing is moved.</summary>
    public static JoblibReadOptions AsStored { get; } = new() { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep };

    /// <summary>The order of the axes of arrays in memory: C by default.</summary>
    public Order Order { get; init; } = Order.C;

    /// <summary>The byte order of arrays in memory: the machine's own by default.</summary>
    public ByteOrderMode ByteOrder { get; init; } = ByteOrderMode.Native;

    /// <summary>How a <c>str</c> of Python 2 becomes text. Latin-1, the default, always succeeds; joblib itself reads no such files.</summary>
    public PickleEncoding Encoding { get; init; } = PickleEncoding.Latin1;

    /// <summary>Whether bytes after the content are an error. joblib ignores them, and so does the default.</summary>
    public bool Strict { get; init; }

    /// <summary>The most threads that may read one large array; 0, the default, for as many as help.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int MaxThreads
    {
        get;
        init
        {
            Throw.IfNegative(value);
            field = value;
        }
    }

    /// <summary>
    /// The most bytes that the pickle in a compressed file may have when it is decompressed, without the data of arrays: each of them may become an object many times its size, and a few kilobytes gigabytes of
    /// them. Null, the default, for 16 MiB and a hundred times the compressed bytes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long? MaxDecompressedLength
    {
        get;
        init
        {
            if (value is { } length)
                Throw.IfNegative(length, nameof(value));
            field = value;
        }
    }

    /// <summary>Told how many bytes have been read, after decompression, from time to time, for long reads.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <inheritdoc cref="PickleReadOptions.FreeDecompressedLength"/>
    internal long FreeDecompressedLength { get; init; } = PickleMachine.FreeExpansion;

    /// <summary>How the pickle in the file is read.</summary>
    internal PickleReadOptions OfPickle => new()
    {
        Order = Order,
        ByteOrder = ByteOrder,
        Encoding = Encoding,
        Strict = Strict,
        MaxDecompressedLength = MaxDecompressedLength,
        FreeDecompressedLength = FreeDecompressedLength,
        MaxThreads = MaxThreads,
        Progress = Progress,
    };
}
