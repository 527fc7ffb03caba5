using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>How to read pickles.</summary>
public sealed record PickleReadOptions
{
    /// <summary>Arrays in C order and native byte order; Python 2 strings as Latin-1.</summary>
    public static PickleReadOptions Default { get; } = new();

    /// <summary>Arrays in the order and byte order in which they were pickled.</summary>
    public static PickleReadOptions AsStored { get; } = new() { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep };

    /// <summary>The axis order of arrays in memory; C order by default.</summary>
    public Order Order { get; init; } = Order.C;

    /// <summary>The byte order of arrays in memory; native by default.</summary>
    public ByteOrderMode ByteOrder { get; init; } = ByteOrderMode.Native;

    /// <summary>How to decode a Python 2 <c>str</c>: the <c>encoding</c> of Python's <c>pickle.load</c>. The default, Latin-1, never fails.</summary>
    public PickleEncoding Encoding { get; init; } = PickleEncoding.Latin1;

    /// <summary>The out-of-band buffers (PEP 574) in order: the <c>buffers</c> of Python's <c>pickle.loads</c>. Arrays use them without a copy.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Buffers { get; init; }

    /// <summary>Whether bytes after the pickle are an error. Python ignores them, and so does the default.</summary>
    public bool Strict { get; init; }

    /// <summary>The maximum number of threads that read one large array; 0, the default, uses as many as help.</summary>
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

    /// <summary>Receives the number of bytes read, from time to time during long reads.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>The maximum decompressed length of a compressed pickle in bytes, array data excluded; null for 16 MiB plus 100 times the compressed length.</summary>
    internal long? MaxDecompressedLength { get; init; }

    /// <summary>The decompressed length, in bytes, that a compressed pickle may have regardless of its compressed length. Tests lower it.</summary>
    internal long FreeDecompressedLength { get; init; } = PickleMachine.FreeExpansion;

    internal DecoderSettings Decoding => new(Order, ByteOrder, Casting.Equivalent, ElementConversion.MaxWithoutBytes);

    internal ReadSettings Reading => new(MaxThreads, Strict: false, Progress: null);
}

/// <summary>How the bytes of a Python 2 <c>str</c> are decoded.</summary>
public enum PickleEncoding
{
    /// <summary>Latin-1: each byte is one character.</summary>
    Latin1,

    /// <summary>UTF-8; invalid bytes are an error.</summary>
    Utf8,
}
