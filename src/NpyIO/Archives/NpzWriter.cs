namespace NpyIO;

/// <summary>Writes an archive member by member.</summary>
public sealed partial class NpzWriter : IDisposable
{
    /// <summary>Adds an array.</summary>
    public void Add(string name, NdArray array) => Add(new NpzItem(name, array));

    /// <summary>Adds an array.</summary>
    public void Add(NpzItem item) => throw new NotImplementedException();

    /// <summary>Adds a member that is no array; nothing is appended to its name.</summary>
    public void AddRaw(string fullName, ReadOnlySpan<byte> data) => throw new NotImplementedException();

    /// <summary>Writes the directory and puts the archive in its place.</summary>
    public void Complete() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
