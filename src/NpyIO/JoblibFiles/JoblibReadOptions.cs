using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>How joblib files are read.</summary>
public sealed record JoblibReadOptions
{
    /// <summary>Arrays in C order and native byte order, Python 2 strings as Latin-1.</summary>
    public static JoblibReadOptions Default { get; } = new();

    /// <summary>Arrays in the order and byte order of the file; nothing is converted.</summary>
    public static JoblibReadOptions AsStored { get; } = new() { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep };

    /// <summary>The memory order of arrays: C by default.</summary>
    public Order Order { get; init; } = Order.C;

    /// <summary>The byte order of arrays in memory: native by default.</summary>
    public ByteOrderMode ByteOrder { get; init; } = ByteOrderMode.Native;

    /// <summary>How a Python 2 <c>str</c> is decoded. Latin-1, the default, always succeeds; joblib itself does not read such files.</summary>
    public PickleEncoding Encoding { get; init; } = PickleEncoding.Latin1;

    /// <summary>Whether bytes after the content are an error. False by default, as in joblib, which ignores them.</summary>
    public bool Strict { get; init; }

    /// <summary>Maximum number of threads that read one large array; 0, the default, for as many as help.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
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
    /// Maximum decompressed length of the pickle in a compressed file, in bytes, without the data of arrays. Each byte may become an object many times its size, and a few kilobytes may expand to
    /// gigabytes. Null, the default, for 16 MiB plus a hundred times the compressed length.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
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

    /// <summary>Receives, from time to time during long reads, the number of bytes read so far, after decompression.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Bytes that the pickle of a compressed file may have regardless of its compressed length; a setting so that tests can lower it.</summary>
    internal long FreeDecompressedLength { get; init; } = PickleMachine.FreeExpansion;

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
