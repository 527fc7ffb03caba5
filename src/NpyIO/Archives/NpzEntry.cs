namespace NpyIO;

/// <summary>A member of an open archive.</summary>
public sealed partial class NpzEntry
{
    /// <summary>The name under which the archive has it: without <c>.npy</c>, unless a member is called so.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The name as it stands in the archive.</summary>
    public string FullName => throw new NotImplementedException();

    /// <summary>The header; null for a member that is no array. Read once.</summary>
    public NpyHeader? Header => throw new NotImplementedException();

    /// <summary>The length of the data, in bytes.</summary>
    public long Length => throw new NotImplementedException();

    /// <summary>The length that the data have in the archive, in bytes.</summary>
    public long CompressedLength => throw new NotImplementedException();

    /// <summary>Whether the data stand in the archive as they are.</summary>
    public bool IsStored => throw new NotImplementedException();

    /// <summary>Loads the array.</summary>
    public NdArray Load(NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Loads the array.</summary>
    public NdArray<T> Load<T>(NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Loads some rows of the array.</summary>
    public NdArray LoadRows(long start, long count, NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Opens the data as a stream.</summary>
    public Stream OpenRaw() => throw new NotImplementedException();

    /// <summary>Maps a stored array.</summary>
    public MappedArray Map() => throw new NotImplementedException();
}
