namespace NpyIO;

/// <summary>Changes to an archive, made all at once by <see cref="Complete"/>.</summary>
public sealed partial class NpzUpdate : IDisposable
{
    /// <summary>Adds an array, or replaces the one of that name.</summary>
    public void Set(string name, NdArray array) => throw new NotImplementedException();

    /// <summary>Removes a member; false where there is none of that name.</summary>
    public bool Remove(string name) => throw new NotImplementedException();

    /// <summary>Writes the archive anew, members that stay as they are, and puts it in its place.</summary>
    public void Complete() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
