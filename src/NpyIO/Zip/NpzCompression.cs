namespace NpyIO;

/// <summary>How the entries of an archive are compressed. Any ZIP program can read all of them. An entry that deflate would make longer is stored.</summary>
public enum NpzCompression
{
    /// <summary>Not compressed, as in <c>np.savez</c>: entries can be mapped, and loading costs no more than reading.</summary>
    None,

    /// <summary>Compressed in the least time.</summary>
    Fastest,

    /// <summary>As small as <c>np.savez_compressed</c> makes them, in the least time that achieves it: a sample of each entry's data determines its level.</summary>
    Optimal,

    /// <summary>As small as deflate can make them, however long that takes.</summary>
    SmallestSize,
}
