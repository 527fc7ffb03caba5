namespace NpyIO.Cli.Unpacking;

/// <summary>Plans where every entry goes, and checks the plan before the first byte is written.</summary>
internal sealed class UnpackPlan
{
    // File systems ignore case by default on these systems.
    private static readonly StringComparer Names = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly string _root;
    private readonly Dictionary<string, NpzEntry> _files = new(Names);
    private readonly Dictionary<string, NpzEntry> _folders = new(Names);

    /// <summary>The folder need not exist.</summary>
    internal UnpackPlan(string folder) => _root = folder;

    internal IEnumerable<KeyValuePair<string, NpzEntry>> Files => _files;

    /// <summary>Outer folders come first.</summary>
    internal IEnumerable<string> Folders => _folders.Keys;

    internal void Add(NpzEntry entry, bool isArray)
    {
        string[] parts = EntryPath.Of(entry.FullName, isArray);
        bool isFolder = EntryPath.IsFolder(entry.FullName) && !isArray && entry.Length == 0;
        if (EntryPath.IsFolder(entry.FullName) && !isFolder)
            throw new ToolException($"nothing is unpacked: entry '{entry.FullName}' has the name of a folder, but holds data");
        int folders = isFolder ? parts.Length : parts.Length - 1;
        string path = _root;
        for (int i = 0; i < folders; i++)
        {
            path = Path.Combine(path, parts[i]);
            if (_files.TryGetValue(path, out NpzEntry? file))
                throw Collision(file, entry);
            _folders.TryAdd(path, entry);
        }
        if (isFolder)
            return;
        path = Path.Combine(path, parts[^1]);
        if (_folders.TryGetValue(path, out NpzEntry? other) || _files.TryGetValue(path, out other))
            throw Collision(other, entry);
        _files.Add(path, entry);
    }

    /// <summary>Nothing is written through a link, since it may lead anywhere.</summary>
    internal void CheckPlaces()
    {
        if (File.Exists(_root))
            throw InTheWay(_root, "is a file");
        foreach (string folder in _folders.Keys)
            CheckPlace(folder, isFolder: true);
        foreach (string file in _files.Keys)
            CheckPlace(file, isFolder: false);
    }

    private static void CheckPlace(string path, bool isFolder)
    {
        if (new FileInfo(path).LinkTarget is not null)
            throw InTheWay(path, "is a link");
        if (isFolder && File.Exists(path))
            throw InTheWay(path, "is a file");
        if (!isFolder && Directory.Exists(path))
            throw InTheWay(path, "is a folder");
        if (!isFolder && AtomicFile.IsSpecial(path))
            throw InTheWay(path, "is not a regular file");
    }

    private static ToolException Collision(NpzEntry first, NpzEntry second) =>
        new($"nothing is unpacked: entries '{first.FullName}' and '{second.FullName}' have the same place");

    private static ToolException InTheWay(string path, string what) => new($"nothing is unpacked: '{path}' {what}");
}
