namespace NpyIO;

/// <summary>How far written data are to have gone when a save returns.</summary>
public enum FlushMode
{
    /// <summary>To the operating system: whole against the death of the process.</summary>
    None,

    /// <summary>To the disk: whole against the loss of power too. Slow.</summary>
    Disk,
}
