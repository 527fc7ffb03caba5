using NpyIO.Errors;

namespace NpyIO;

/// <summary>How an <see cref="AtomicFile"/> is written.</summary>
public sealed record AtomicFileOptions
{
    /// <summary>Of unknown length, not flushed to the disk.</summary>
    public static AtomicFileOptions Default { get; } = new();

    /// <summary>How long the file will be, in bytes, so that the disk can make room at once; 0, the default, if that is not known. It may become shorter or longer.</summary>
    public long Length
    {
        get;
        init
        {
            Throw.IfNegative(value);
            field = value;
        }
    }

    /// <summary>How far the data are to have gone when the file is complete. After a loss of power a file saved with <see cref="FlushMode.None"/> may be empty.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;
}
