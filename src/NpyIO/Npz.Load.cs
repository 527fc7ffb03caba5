namespace NpyIO;

public static partial class Npz
{
    /// <summary>Loads every array of an archive.</summary>
    public static Dictionary<string, NdArray> Load(string path, NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Loads every array of an archive.</summary>
    public static Dictionary<string, NdArray> Load(Stream stream, NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Loads every array of an archive.</summary>
    public static Dictionary<string, NdArray> Load(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => throw new NotImplementedException();
}
