namespace NpyIO;

/// <summary>Reads and writes archives of arrays: <c>np.load</c> of .npz files, <c>np.savez</c>, <c>np.savez_compressed</c>.</summary>
public static partial class Npz
{
}
