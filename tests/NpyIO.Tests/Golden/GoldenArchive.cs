using System.Text.Json;
using NpyIO.Tests.Support;

namespace NpyIO.Tests.Golden;

/// <summary>An archive that real NumPy or Python's zipfile wrote, with what that NumPy says is in it.</summary>
internal sealed class GoldenArchive
{
    private static readonly Dictionary<string, GoldenArchive> ByName =
        Manifest.RowsOfGenerations("archives").ToDictionary(row => row.Key, row => new GoldenArchive(row.Key, row.Value));

    private readonly string _name;
    private readonly JsonElement _row;

    private GoldenArchive(string name, JsonElement row)
    {
        _name = name;
        _row = row;
    }

    /// <summary>Every archive, as <c>numpy-1.19.5/stored-one</c>.</summary>
    internal static IEnumerable<string> Names => ByName.Keys;

    internal static GoldenArchive Of(string name) => ByName[name];

    internal string Path => Repository.PathOf("testdata", _name[.._name.IndexOf('/')], "archives", _row.GetProperty("file").GetString()!);

    internal byte[] Bytes => File.ReadAllBytes(Path);

    /// <summary>The bytes of the comment.</summary>
    internal byte[] Comment => Convert.FromHexString(_row.GetProperty("comment").GetString()!);

    /// <summary>NumPy's <c>files</c>: of entries with and without <c>.npy</c> the same name twice.</summary>
    internal string[] Files => [.. _row.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];

    /// <summary>Which entry every key opens that NumPy takes.</summary>
    internal Dictionary<string, int> Lookup => _row.GetProperty("lookup").EnumerateObject().ToDictionary(key => key.Name, key => key.Value.GetInt32());

    /// <summary>The entries in the directory's order.</summary>
    internal GoldenEntry[] Entries => [.. _row.GetProperty("members").EnumerateArray().Select(row => new GoldenEntry(row))];

    /// <summary>What <c>np.savez</c> of the newest NumPy writes of all the arrays; null where the archive is not one that it could write.</summary>
    internal string? ReencodedPath =>
        _row.GetProperty("reencode").GetString() is { } file ? Repository.PathOf("testdata", file) : null;
}
