namespace NpyIO.Cli.Input;

/// <summary>What a file is, by its content.</summary>
internal enum ContentKind
{
    /// <summary>Nothing known by its beginning: the library says what is wrong with it.</summary>
    Unknown,

    /// <summary>A single array.</summary>
    Array,

    /// <summary>A ZIP archive, as .npz files are.</summary>
    Archive,

    /// <summary>A Python pickle, or what joblib writes, compressed or not.</summary>
    Objects,

    /// <summary>Compressed as a whole; what it holds decides.</summary>
    Compressed,
}
