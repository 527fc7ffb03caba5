namespace NpyIO;

/// <summary>How far written data are to have gone when a save returns.</summary>
public enum FlushMode
{
    /// <summary>To the operating system: whole against the death of the process. After a loss of power the file may be empty.</summary>
    None,

    /// <summary>To the disk, file and folder: whole against the loss of power too. Slow.</summary>
    Disk,
}
