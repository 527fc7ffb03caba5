namespace NpyIO.Cli.Input;

/// <summary>Finds entries of archives, and lists the existing ones if there is no match.</summary>
internal static class Entries
{
    private const int MaxNamed = 10;

    // Claimed lengths may be any number, and are summed.
    private const long MaxCounted = long.MaxValue / 4;

    internal static long Length(IEnumerable<NpzEntry> entries)
    {
        long length = 0;
        foreach (NpzEntry entry in entries)
            length += Math.Clamp(entry.Length, 0, MaxCounted - length);
        return length;
    }

    /// <summary>The name may lack its <c>.npy</c>.</summary>
    internal static NpzEntry Find(NpzFile archive, string name) => archive.TryGetEntry(name, out NpzEntry? entry)
        ? entry
        : throw new ToolException($"has no entry '{name}'; {(archive.Entries.Count == 0 ? "the archive is empty" : $"there are {Names([.. archive])}")}");

    internal static bool IsArray(NpzEntry entry) => HeaderOf(entry) is not null;

    /// <summary>Returns null if the entry is not an array.</summary>
    internal static NpyHeader? HeaderOf(NpzEntry entry) => entry.TryOpen(out StoredArray? array) ? array.Header : null;

    /// <summary>Without a name, returns the only array.</summary>
    internal static NpzEntry FindArray(NpzFile archive, string? name)
    {
        if (name is not null)
        {
            NpzEntry entry = Find(archive, name);
            return Entries.IsArray(entry) ? entry : throw new ToolException($"entry '{entry.Name}' is not an array, but {entry.Length} other bytes; 'npyio unpack' writes them to a file");
        }
        RefuseTorch(archive);
        List<NpzEntry> arrays = [.. archive.Where(entry => Entries.IsArray(entry))];
        return arrays.Count switch
        {
            1 => arrays[0],
            0 => throw new ToolException($"has no array{(archive.Entries.Count == 0 ? "" : $"; there are {Names([.. archive])}")}"),
            _ => throw new ToolException($"holds {arrays.Count} arrays; name one with --entry: {Names(arrays)}"),
        };
    }

    internal static void RefuseTorch(NpzFile archive)
    {
        if (TorchError(archive) is { } error)
            throw error;
    }

    /// <summary>Returns null if the archive does not hold PyTorch's tensors.</summary>
    internal static NpyFormatException? TorchError(NpzFile archive)
    {
        NpyFileInfo info = NpyFileInfo.Detect(archive);
        return info.Kind == NpyFileKind.PyTorch
            ? new NpyFormatException($"This is {info.Description}, not one of arrays: {info.Advice}", NpyFormatReason.Unsupported, 0) { Expected = "entries that are arrays", Found = info.Description }
            : null;
    }

    /// <summary>A <see cref="ToolException"/> then names the entry, like the library's errors.</summary>
    internal static void Concerning(NpzEntry entry, Action work) => Concerning(entry, () =>
    {
        work();
        return true;
    });

    internal static T Concerning<T>(NpzEntry entry, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ToolException exception)
        {
            throw new ToolException($"Entry '{entry.FullName}': {exception.Message}");
        }
    }

    private static string Names(List<NpzEntry> entries)
    {
        string names = string.Join(", ", entries.Take(MaxNamed).Select(entry => $"'{entry.Name}'"));
        return entries.Count <= MaxNamed ? names : $"{names} and {entries.Count - MaxNamed} more";
    }
}
