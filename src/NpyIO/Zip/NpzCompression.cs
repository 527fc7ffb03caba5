namespace NpyIO;

/// <summary>How the entries of an archive are compressed. Any ZIP program reads all of them; what deflate would make longer is stored.</summary>
public enum NpzCompression
{
    /// <summary>Not at all, as <c>np.savez</c>: entries can be mapped, and loading costs no more than reading.</summary>
    None,

    /// <summary>With the least time.</summary>
    Fastest,

    /// <summary>As small as <c>np.savez_compressed</c> makes them, in the least time that does it: each entry's level follows from a sample of its data.</summary>
    Optimal,

    /// <summary>As small as deflate can, however long that takes.</summary>
    SmallestSize,
}
