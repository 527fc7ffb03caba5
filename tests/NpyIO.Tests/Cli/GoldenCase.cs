using System.Text.Json;

namespace NpyIO.Tests.Cli;

/// <summary>A row of a manifest in testdata/: a file and what NumPy reads from it.</summary>
internal sealed record GoldenCase(string Folder, string Name, string File, JsonElement Row)
{
    private const string HandWrittenFolder = "headers";

    private static readonly Lazy<Dictionary<string, GoldenCase>> All = new(ReadAll);

    /// <summary>The keys of the rows that <paramref name="where"/> picks.</summary>
    internal static IEnumerable<object[]> Keys(Func<GoldenCase, bool> where) => All.Value.Where(pair => where(pair.Value)).Select(pair => new object[] { pair.Key });

    internal static GoldenCase Get(string key) => All.Value[key];

    /// <summary>Whether the header was written by hand, to see what NumPy makes of it.</summary>
    internal bool IsHandWritten => Folder == HandWrittenFolder;

    internal bool Has(string member) => Row.TryGetProperty(member, out _);

    internal static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "NpyIO.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("NpyIO.sln is in no folder above the tests.");
        return folder;
    }

    private static Dictionary<string, GoldenCase> ReadAll()
    {
        var cases = new Dictionary<string, GoldenCase>();
        string data = Path.Combine(Root(), "testdata");
        foreach (string folder in Directory.GetDirectories(data).Order(StringComparer.Ordinal))
        {
            string version = Path.GetFileName(folder);
            string manifest = Path.Combine(folder, "manifest.json");
            bool holdsFiles = version == HandWrittenFolder || version.StartsWith("numpy-", StringComparison.Ordinal);
            if (!holdsFiles || !System.IO.File.Exists(manifest))
                continue;
            foreach (JsonElement row in JsonTree.Parse(System.IO.File.ReadAllText(manifest)).EnumerateArray())
            {
                string name = row.GetProperty("name").GetString()!;
                cases.Add($"{version}/{name}", new GoldenCase(version, name, Path.Combine(folder, row.GetProperty("file").GetString()!), row));
            }
        }
        return cases;
    }
}
