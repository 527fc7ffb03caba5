using NpyIO.Errors;

namespace NpyIO;

/// <summary>Options for writing an <see cref="AtomicFile"/>.</summary>
public sealed record AtomicFileOptions
{
    /// <summary>The defaults: unknown length, not flushed to the disk.</summary>
    public static AtomicFileOptions Default { get; } = new();

    /// <summary>The expected length in bytes, so that disk space can be reserved at once; 0 (the default) if unknown. The file may turn out shorter or longer.</summary>
    public long Length
    {
        get;
        init
        {
            Throw.IfNegative(value);
            field = value;
        }
    }

    /// <summary>How far to flush the data before the file is complete. After a power failure, a file saved with <see cref="FlushMode.None"/> may be empty.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;
}
