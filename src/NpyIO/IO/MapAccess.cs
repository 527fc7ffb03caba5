namespace NpyIO;

/// <summary>What a program may do with a mapped array: the <c>mode</c> of <c>np.memmap</c>.</summary>
public enum MapAccess
{
    /// <summary>Elements can only be read: NumPy's <c>'r'</c>.</summary>
    Read,

    /// <summary>Elements can be written, and so is the file: NumPy's <c>'r+'</c>.</summary>
    ReadWrite,

    /// <summary>Elements can be written, but the file never changes: NumPy's <c>'c'</c>. Every page that is written to is copied and stays in memory until the map is disposed of.</summary>
    CopyOnWrite,
}
