using NpyIO.Archives;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO;

/// <summary>How archives are written.</summary>
public sealed record NpzWriteOptions
{
    private const int MaxAlignment = 4096;

    private readonly DatetimeUnit? _datetimeUnit;
    private readonly int _datetimeMultiple = 1;

    /// <summary>Not compressed, not aligned, atomic, not flushed to disk: byte for byte what <c>np.savez</c> writes.</summary>
    public static NpzWriteOptions Default { get; } = new();

    /// <summary>Like <see cref="Default"/>, but compressed: <c>np.savez_compressed</c>.</summary>
    public static NpzWriteOptions Compressed { get; } = new() { Compression = NpzCompression.Optimal };

    /// <summary>The compression of entries that do not set their own.</summary>
    public NpzCompression Compression { get; init; }

    /// <summary>
    /// The alignment of every entry's data, in bytes from the start of the archive: a power of two up to 4096, or 0, the default, for none. The padding goes into an extra field of the local
    /// header, which NumPy and every ZIP program skip. An array's header is a multiple of 64 bytes long, so that alignments up to 64 align the elements too.
    /// </summary>
    public int Alignment { get; init; }

    /// <summary>Whether a file appears whole or not at all. True by default; false overwrites the existing file in place.</summary>
    /// <remarks>
    /// The file is written out of sight and replaces the existing one at the end: see <see cref="AtomicFile"/>. With false, other hard links and open handles see the new content, a failed save
    /// leaves a partial file, and a file that NpyIO has open (an archive read lazily, a mapped array) is rejected with an <see cref="InvalidOperationException"/>, since it may hold the data to
    /// be saved. An update is always atomic.
    /// </remarks>
    public bool Atomic { get; init; } = true;

    /// <summary>How far the data are flushed before the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>Maximum number of threads that work on one archive; 0, the default, for one per processor. The output does not depend on it.</summary>
    public int MaxThreads { get; init; }

    /// <summary>
    /// The unit in which dates and time spans are written: those of C# (<see cref="DateTime"/>, <see cref="TimeSpan"/>, …) and arrays of <c>M8</c> and <c>m8</c>. Null, the default, writes C#'s
    /// in nanoseconds, <see cref="DateOnly"/> in days, and leaves arrays their unit. A value that is not a whole number of units is refused. Fields of records keep their unit.
    /// </summary>
    /// <exception cref="ArgumentException">The unit is generic or undefined.</exception>
    public DatetimeUnit? DatetimeUnit
    {
        get => _datetimeUnit;
        init => _datetimeUnit = WrittenUnit.Checked(value);
    }

    /// <summary>The number of units per count, if <see cref="DatetimeUnit"/> is set: 100 with nanoseconds gives <c>M8[100ns]</c>, which holds every <see cref="DateTime"/>. 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int DatetimeMultiple
    {
        get => _datetimeMultiple;
        init => _datetimeMultiple = WrittenUnit.Checked(value);
    }

    /// <summary>Receives, from time to time during long writes, the number of array bytes written so far, before compression.</summary>
    public IProgress<long>? Progress { get; init; }

    internal static WrittenUnit UnitOf(NpzWriteOptions? options) => options is null ? default : new WrittenUnit(options._datetimeUnit, options._datetimeMultiple);

    internal int Threads => PoolHelper.ThreadCount(MaxThreads);

    internal static NpzWriteOptions OrDefault(NpzWriteOptions? options)
    {
        if (options is null)
            return Default;

        if (!IsKnown(options.Compression))
            NpzThrow.NoSuchCompression(options.Compression, nameof(options));
        if (options.Alignment is < 0 or > MaxAlignment || (options.Alignment & (options.Alignment - 1)) != 0)
            NpzThrow.BadAlignment(options.Alignment, MaxAlignment, nameof(options));
        if (options.MaxThreads < 0)
            NpzThrow.NegativeThreads(options.MaxThreads, nameof(options));
        return options;
    }

    internal static bool IsKnown(NpzCompression compression) => compression is >= NpzCompression.None and <= NpzCompression.SmallestSize;
}
