namespace NpyIO.Saver;

/// <summary>A way to save a file.</summary>
public enum SaveKind
{
    /// <summary><see cref="NpyIO.Npy"/>, one array.</summary>
    Npy,

    /// <summary><see cref="NpyIO.Npy"/>, one array of objects, most of which are arrays.</summary>
    Objects,

    /// <summary><see cref="NpyIO.Npz"/>, stored.</summary>
    Npz,

    /// <summary><see cref="NpyIO.Npz"/>, compressed.</summary>
    NpzCompressed,

    /// <summary><see cref="NpzWriter"/>, an array at once and one by rows.</summary>
    Create,

    /// <summary><see cref="NpzUpdate"/>, two entries set and one kept.</summary>
    Update,

    /// <summary><see cref="NpyIO.Pickle"/>, a dictionary of arrays.</summary>
    Pickle,

    /// <summary><see cref="NpyIO.Joblib"/>, a dictionary of arrays.</summary>
    Joblib,

    /// <summary><see cref="NpyIO.Joblib"/>, the same in zlib.</summary>
    JoblibZlib,

    /// <summary><see cref="NpyIO.AtomicFile"/>, one array written to its stream; the tool writes its files so.</summary>
    AtomicFile,
}
