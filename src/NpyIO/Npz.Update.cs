namespace NpyIO;

public static partial class Npz
{
    /// <summary>Opens an archive for changes.</summary>
    public static NpzUpdate Update(string path, NpzWriteOptions? options = null) => throw new NotImplementedException();
}
