namespace NpyIO.Cli.Input;

/// <summary>What a file contains, by its content.</summary>
internal enum ContentKind
{
    /// <summary>Unknown from the first bytes: let the library report what is wrong.</summary>
    Unknown,

    Array,

    /// <summary>A ZIP archive, such as an .npz file.</summary>
    Archive,

    /// <summary>A Python pickle or joblib file, compressed or not.</summary>
    Objects,

    /// <summary>A compressed file; its content decides what it is.</summary>
    Compressed,
}
