namespace NpyIO;

public static partial class Npz
{
    /// <summary>Opens an archive.</summary>
    public static NpzFile Open(string path, NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Opens an archive.</summary>
    public static NpzFile Open(Stream stream, NpyReadOptions? options = null, bool leaveOpen = false) => throw new NotImplementedException();

    /// <summary>Opens an archive.</summary>
    public static NpzFile Open(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => throw new NotImplementedException();
}
