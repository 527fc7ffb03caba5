using NpyIO.Arrays;
using NpyIO.IO;

namespace NpyIO;

/// <summary>Options for writing arrays.</summary>
public sealed record NpyWriteOptions
{
    private readonly DatetimeUnit? _datetimeUnit;
    private readonly int _datetimeMultiple = 1;

    /// <summary>The defaults: atomic, not flushed to the disk, in the oldest version that can hold the header.</summary>
    public static NpyWriteOptions Default { get; } = new();

    /// <summary>Whether a file appears whole or not at all. True by default; false writes into the existing file.</summary>
    /// <remarks>
    /// An atomic file is written beside the old one and replaces it at the end: see <see cref="AtomicFile"/>. If false, other hard links and open handles see the new content, and a failed
    /// save leaves it incomplete. A file that NpyIO has open (an archive read lazily, a mapped array) is then refused with an <see cref="InvalidOperationException"/>, since it may contain
    /// the data to be saved.
    /// </remarks>
    public bool Atomic { get; init; } = true;

    /// <summary>How far to flush the data before the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>The format version to write; null for the oldest that can hold the header, as in NumPy.</summary>
    public NpyVersion? Version { get; init; }

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

    /// <summary>Receives the number of bytes of data written so far, repeatedly during long writes.</summary>
    public IProgress<long>? Progress { get; init; }

    internal static WrittenUnit UnitOf(NpyWriteOptions? options) => options is null ? default : new WrittenUnit(options._datetimeUnit, options._datetimeMultiple);

    /// <summary>The length is in bytes, 0 if unknown.</summary>
    internal OutputFile CreateFile(string path, long length) => OutputFile.Create(path, length, Atomic, Flush);
}
