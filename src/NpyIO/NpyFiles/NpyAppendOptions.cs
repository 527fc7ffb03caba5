namespace NpyIO;

/// <summary>Options for appending rows to an existing file.</summary>
public sealed record NpyAppendOptions
{
    private readonly TimeSpan _wait = TimeSpan.FromSeconds(10);

    /// <summary>The defaults: not flushed to the disk, no rewriting of files of 64 MiB and more, and a wait of at most ten seconds for other appenders.</summary>
    public static NpyAppendOptions Default { get; } = new();

    /// <summary>How far to flush: with <see cref="FlushMode.Disk"/> the new rows reach the disk before the header that counts them, and the header before the append returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>
    /// Whether a file of 64 MiB or more may be rewritten if its header has no room for the new number of rows. False by default; smaller files are rewritten without being asked.
    /// NumPy leaves room for 21 digits, other programs often for none.
    /// </summary>
    public bool Rewrite { get; init; }

    /// <summary>How long to wait for another appender of the same file; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes. Ten seconds by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan Wait
    {
        get => _wait;
        init
        {
            if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
                throw new ArgumentOutOfRangeException(nameof(value), "The wait is negative; the minimum is zero.");
            _wait = value;
        }
    }

    /// <summary>Receives the number of bytes of new rows written so far, repeatedly during long writes.</summary>
    public IProgress<long>? Progress { get; init; }
}
