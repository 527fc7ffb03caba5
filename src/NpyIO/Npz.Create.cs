namespace NpyIO;

public static partial class Npz
{
    /// <summary>Creates an archive.</summary>
    public static NpzWriter Create(string path, NpzWriteOptions? options = null) => throw new NotImplementedException();

    /// <summary>Opens an archive for changes.</summary>
    public static NpzUpdate Update(string path, NpzWriteOptions? options = null) => throw new NotImplementedException();
}
