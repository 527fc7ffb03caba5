using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>The layers of the library: each folder uses only those before it in the list of CONTRIBUTING.md.</summary>
public sealed class LayerTests
{
    private static string[] Layers { get; } = ReadLayers();

    [Fact]
    public void Folders_OfTheLibrary_AreTheLayersOfContributing()
    {
        string[] folders = [.. Directory.GetDirectories(Library).Select(path => Path.GetFileName(path)!).Where(name => name is not ("bin" or "obj"))];

        Assert.Equal(Layers.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(Library, "*.cs"));
    }

    [Fact]
    public void Layers_OfTheArchitecture_AreThoseOfContributing()
    {
        string[] named = [.. File.ReadLines(Repository.PathOf("docs", "architecture.md"))
            .SkipWhile(line => line != "## Layers")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => line.Split('`').Where(word => word.EndsWith('/')))
            .Select(word => word.TrimEnd('/'))];

        Assert.Equal(Layers, named);
    }

    [Fact]
    public void References_OfEveryMethodAndType_GoToEarlierLayersOnly()
    {
        using var references = new AssemblyReferences(typeof(Npy).Assembly.Location, Layers);

        string[] upward = [.. references.All()
            .Where(reference => RankOf(reference.ToFolder) > RankOf(reference.FromFolder))
            .Select(reference => $"{reference.FromFolder}/{reference.From} uses {reference.ToFolder}/{reference.To}")
            .Distinct()
            .Order(StringComparer.Ordinal)];

        Assert.Empty(upward);
    }

    [Fact]
    public void References_OfThisAssembly_AreFound()
    {
        using var references = new AssemblyReferences(typeof(Npy).Assembly.Location, Layers);
        (string From, string To)[] all = [.. references.All().Select(reference => (reference.From, reference.To)).Distinct()];

        // A property, a base class, a call.
        Assert.Contains(("NpyReadOptions", "Casting"), all);
        Assert.Contains(("FileSource", "PayloadSource"), all);
        Assert.Contains(("NpzFile", "NpzEntry"), all);
        Assert.True(all.Length > 1000, $"only {all.Length} references were found");
    }

    private static string Library => Repository.PathOf("src", "NpyIO");

    private static int RankOf(string folder)
    {
        int rank = Array.IndexOf(Layers, folder);
        return rank >= 0 ? rank : throw new InvalidOperationException($"CONTRIBUTING.md has no layer '{folder}'.");
    }

    /// <summary>The first column of the table under "Layers", without the slash.</summary>
    private static string[] ReadLayers() =>
    [
        .. File.ReadLines(Repository.PathOf("CONTRIBUTING.md"))
            .SkipWhile(line => line != "### Layers")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1].TrimEnd('/')),
    ];
}
