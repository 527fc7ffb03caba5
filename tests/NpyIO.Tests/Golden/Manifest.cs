using System.Text.Json;
using NpyIO.Tests.Support;

namespace NpyIO.Tests.Golden;

/// <summary>The manifests below <c>testdata</c>: what NumPy says of the files beside them.</summary>
internal static class Manifest
{
    /// <summary>The generations of NumPy, oldest first; the last is the rule.</summary>
    internal static IReadOnlyList<string> Generations { get; } = ["numpy-1.19.5", "numpy-1.24.2", "numpy-2.2.4", "numpy-2.4.6"];

    /// <summary>Every folder of <c>testdata</c> that has a manifest.</summary>
    internal static IEnumerable<string> Folders() =>
        Directory.GetDirectories(Repository.PathOf("testdata"))
            .Where(folder => File.Exists(Path.Combine(folder, "manifest.json")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal);

    /// <summary>The rows of one folder's manifest.</summary>
    internal static JsonElement.ArrayEnumerator RowsOf(string folder) =>
        JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("testdata", folder, "manifest.json")), new() { MaxDepth = 128 }).RootElement.EnumerateArray();

    /// <summary>The rows that every generation has in a folder of that name, as <c>numpy-1.19.5/stored-one</c>.</summary>
    internal static Dictionary<string, JsonElement> RowsOfGenerations(string folder)
    {
        Dictionary<string, JsonElement> rows = [];
        foreach (string generation in Generations)
        {
            foreach (JsonElement row in RowsOf($"{generation}/{folder}"))
                rows.Add($"{generation}/{row.GetProperty("name").GetString()}", row);
        }

        return rows;
    }

    internal static long[] ShapeOf(JsonElement row) => [.. row.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())];
}
