using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>How pickles are read.</summary>
public sealed record PickleReadOptions
{
    /// <summary>Arrays in C order and native byte order, texts of Python 2 as Latin-1.</summary>
    public static PickleReadOptions Default { get; } = new();

    /// <summary>Order and byte order of arrays as they were pickled.</summary>
    public static PickleReadOptions AsStored { get; } = new() { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep };

    /// <summary>The order of the axes of arrays in memory: C by default.</summary>
    public Order Order { get; init; } = Order.C;

    /// <summary>The byte order of arrays in memory: the machine's own by default.</summary>
    public ByteOrderMode ByteOrder { get; init; } = ByteOrderMode.Native;

    /// <summary>How a <c>str</c> of Python 2 becomes text: the <c>encoding</c> of Python's <c>pickle.load</c>. Latin-1, the default, always succeeds.</summary>
    public PickleEncoding Encoding { get; init; } = PickleEncoding.Latin1;

    /// <summary>The buffers that were pickled out of band (PEP 574), in their order: the <c>buffers</c> of Python's <c>pickle.loads</c>. Arrays see them without copying.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Buffers { get; init; }

    /// <summary>Whether bytes after the pickle are an error. Python ignores them, and so does the default.</summary>
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

    /// <summary>Told how many bytes have been read, from time to time, for long reads.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>The most bytes that the pickle of a compressed file may have, without the data of arrays; null for 16 MiB and a hundred times the compressed bytes.</summary>
    internal long? MaxDecompressedLength { get; init; }

    /// <summary>How many bytes the pickle of a compressed file may have however few it was compressed to; a setting so that tests can lower it.</summary>
    internal long FreeDecompressedLength { get; init; } = PickleMachine.FreeExpansion;

    internal DecoderSettings Decoding => new(Order, ByteOrder, Casting.Equivalent, ElementConversion.MostWithoutBytes);

    internal ReadSettings Reading => new(MaxThreads, Strict: false, Progress: null);
}
