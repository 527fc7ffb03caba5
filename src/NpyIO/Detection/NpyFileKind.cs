namespace NpyIO;

/// <summary>What the content of a file is, after decompression.</summary>
public enum NpyFileKind
{
    /// <summary>None of the others. <see cref="NpyFileInfo.Description"/> says what it is, if it is known: a text, an HDF5 file. It may be a pickle of protocol 0, which has no signature.</summary>
    Unknown,

    /// <summary>A single array, which <see cref="NpyIO.Npy"/> reads.</summary>
    Npy,

    /// <summary>A ZIP archive, which <see cref="NpyIO.Npz"/> reads.</summary>
    Npz,

    /// <summary>A pickle, which <see cref="NpyIO.Pickle"/> reads. joblib may have written it: its wrappers can be anywhere in a long file, and <see cref="NpyIO.Joblib"/> reads both.</summary>
    Pickle,

    /// <summary>A joblib file, which <see cref="NpyIO.Joblib"/> reads: a compressed pickle (not by Zstandard, which joblib does not know), or one with joblib's wrappers for arrays.</summary>
    Joblib,

    /// <summary>A PyTorch archive, whose tensors NpyIO does not read; <see cref="Npz.Open(string, NpyReadOptions?)"/> gives its entries.</summary>
    PyTorch,
}
