using NpyIO.Archives;
using NpyIO.Signatures;

namespace NpyIO.Cli.Input;

/// <summary>Finds entries of archives, and says what there is where it finds none.</summary>
internal static class Entries
{
    /// <summary>How many names a message has room for.</summary>
    private const int MostNamed = 10;

    /// <summary>The most bytes that are counted: what an archive claims may be any number, and is added up.</summary>
    private const long MostCounted = long.MaxValue / 4;

    /// <summary>How long some entries claim to be together, in bytes.</summary>
    internal static long Length(IEnumerable<NpzEntry> entries)
    {
        long length = 0;
        foreach (NpzEntry entry in entries)
            length += Math.Clamp(entry.Length, 0, MostCounted - length);
        return length;
    }

    /// <summary>The entry of a name, with or without <c>.npy</c>.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    internal static NpzEntry Find(NpzFile archive, string name) => archive.TryGetValue(name, out NpzEntry? entry)
        ? entry
        : throw new ToolException($"has no entry '{name}'; {(archive.Entries.Count == 0 ? "the archive is empty" : $"there are {Names([.. archive.Values])}")}");

    /// <summary>The array of a name; without one, the only array there is.</summary>
    /// <exception cref="ToolException">There is none, or there are several.</exception>
    internal static NpzEntry FindArray(NpzFile archive, string? name)
    {
        if (name is not null)
        {
            NpzEntry entry = Find(archive, name);
            return entry.Header is not null ? entry : throw new ToolException($"entry '{entry.Name}' is no array, but {entry.Length} other bytes; 'npyio unpack' writes them to a file");
        }
        RefuseTorch(archive);
        List<NpzEntry> arrays = [.. archive.Values.Where(entry => entry.Header is not null)];
        return arrays.Count switch
        {
            1 => arrays[0],
            0 => throw new ToolException($"has no array{(archive.Entries.Count == 0 ? "" : $"; there are {Names([.. archive.Values])}")}"),
            _ => throw new ToolException($"holds {arrays.Count} arrays, of which --entry has to name one: {Names(arrays)}"),
        };
    }

    /// <summary>Refuses what PyTorch writes, which has entries, and no array among them.</summary>
    /// <exception cref="NpyFormatException">It is such an archive.</exception>
    internal static void RefuseTorch(NpzFile archive)
    {
        if (Verdict.IsTorch(archive.Values.Select(entry => entry.FullName)) && !archive.Values.Any(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal)))
            NpzThrow.TorchArchive();
    }

    /// <summary>Does something with an entry's array; what is wrong with it for this tool names the entry, as the library's errors do.</summary>
    internal static void Concerning(NpzEntry entry, Action work) => Concerning(entry, () =>
    {
        work();
        return true;
    });

    /// <inheritdoc cref="Concerning(NpzEntry, Action)"/>
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
        string names = string.Join(", ", entries.Take(MostNamed).Select(entry => $"'{entry.Name}'"));
        return entries.Count <= MostNamed ? names : $"{names} and {entries.Count - MostNamed} more";
    }
}
