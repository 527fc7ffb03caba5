namespace NpyIO.Tests.Support;

/// <summary>A folder of its own with one file in it, gone at the end.</summary>
internal sealed class TempFile : IDisposable
{
    private readonly TempFolder _folder = new();

    internal TempFile(byte[]? content = null)
    {
        if (content is not null)
            _folder.Write("a.npy", content);
    }

    internal string Folder => _folder.Path;

    internal string Path => _folder.PathOf("a.npy");

    /// <summary>The names of all files in the folder.</summary>
    internal string[] Names => _folder.Names;

    public void Dispose() => _folder.Dispose();
}
