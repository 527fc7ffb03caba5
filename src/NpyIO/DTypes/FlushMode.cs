namespace NpyIO;

/// <summary>Where written data must have arrived when a save returns.</summary>
public enum FlushMode
{
    /// <summary>The operating system: the file survives a crash of the process. After a power failure it may be empty.</summary>
    None,

    /// <summary>The disk, for file and folder: the file survives a power failure too. Slow.</summary>
    Disk,
}
