namespace NpyIO;

/// <summary>Reads and writes single arrays: <c>np.load</c> and <c>np.save</c>.</summary>
public static partial class Npy
{
}
