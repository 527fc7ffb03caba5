using System.Text.Json;
using NpyIO.Cli.Values;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Arrays of Python objects on both sides of every number at which the library keeps, or the tool takes, them in another way.</summary>
public class ObjectThresholdTests
{
    /// <summary>Pickles keep texts of longer arrays as UTF-8.</summary>
    private const int LongArray = 1024;

    /// <summary>Longer texts are strings at once.</summary>
    private const int LongText = 4096;

    /// <summary>Objects taken at once.</summary>
    private const int Block = StreamedItems.BlockLength / 8;

    public static TheoryData<int> Counts => [0, 1, LongArray - 1, LongArray, LongArray + 1, 3 * LongArray, Block - 1, Block, Block + 1, 2 * Block + 1];

    public static TheoryData<int> Lengths => [0, 1, 15, 16, 63, 64, 65, 255, 256, 257, LongText - 2, LongText - 1, LongText, LongText + 1];

    [Theory]
    [MemberData(nameof(Counts))]
    public void EveryVerb_Texts_GivesEveryText(int count) => AssertEveryVerb([.. Enumerable.Range(0, count).Select(i => $"s{i}")]);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void EveryVerb_TextsOfALength_GivesEveryText(int length)
    {
        foreach (char letter in "xé")
            AssertEveryVerb([.. Enumerable.Range(0, LongArray + 1).Select(i => i % 512 == 1 ? new string(letter, length) : "s")]);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void EveryVerb_TextsAndOthers_GivesEveryValue(int count) =>
        AssertEveryVerb([.. Enumerable.Range(0, count).Select(i => (object?)(i % 3 == 0 ? $"s{i}" : i % 3 == 1 ? (long)i : null))]);

    [Theory]
    [MemberData(nameof(Counts))]
    public void CatJson_RecordsOfObjects_GivesEveryValue(int count)
    {
        using var folder = new TempFolder();
        DType inner = DType.Struct(new Field("p", DType.Parse(">f8")), new Field("q", DType.SubArray(DType.Object, [2, 1])));
        var array = NdArray.Create(DType.Struct(new Field("x", DType.Parse(">i2")), new Field("o", DType.Object), new Field("s", DType.SubArray(inner, [2]))), count);
        for (int i = 0; i < count; i++)
        {
            array["x"].Set((short)i, i);
            array["o"].Set<object?>($"s{i}", i);
            array["s"]["p"].Set(0.5, i, 1);
            array["s"]["q"].Set<object?>((long)i, i, 1, 0, 0);
        }
        string file = folder.PathOf("x.npy");
        Npy.Save(file, array);
        string pickle = folder.PathOf("x.pkl");
        Pickle.Save(pickle, array);

        string[] expected = [.. Enumerable.Range(0, count).Select(i =>
            $"{{\"x\":{(short)i},\"o\":\"s{i}\",\"s\":[{{\"p\":0.0,\"q\":[[null],[null]]}},{{\"p\":0.5,\"q\":[[{i}],[null]]}}]}}")];

        Assert.Equal($"{{\"file\":\"{file}\",\"arrays\":{{\"\":[{string.Join(',', expected)}]}}}}\n", CliRun.Of("cat", "--json", file).Output);
        Assert.EndsWith($"\"data\":[{string.Join(',', expected)}]}}}}}}\n", CliRun.Of("cat", "--json", pickle).Output);
        CliRun shown = CliRun.Of("cat", file);
        Assert.Equal((0, ""), (shown.Status, shown.Error));
        if (count > 0)
            Assert.Contains("[(0. , [[None], [None]]), (0.5, [[0], [None]])]", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void CatJson_ObjectsInPlanesAndColumns_AreInCOrder()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy");
        Npy.Save(file, NdArray.FromObjects(new object?[,] { { "a", 1L, null }, { "b", 2L, true } }).Transpose());

        Assert.EndsWith(":{\"\":[[\"a\",\"b\"],[1,2],[null,true]]}}\n", CliRun.Of("cat", "--json", file).Output);
    }

    /// <summary>Every kind of file, every verb.</summary>
    private static void AssertEveryVerb(object?[] values)
    {
        using var folder = new TempFolder();
        var array = NdArray.FromObjects(values);
        Npy.Save(folder.PathOf("x.npy"), array);
        Npz.Save(folder.PathOf("x.npz"), [new NpzItem("a", array), new NpzItem("b", NdArray.FromObjects(new object?[] { array, 1L }))]);
        Pickle.Save(folder.PathOf("x.pkl"), new List<object?> { array, "x" });
        Joblib.Save(folder.PathOf("x.joblib"), array);
        string json = JsonSerializer.Serialize(values);
        string nested = $"{{\"ndarray\":{{\"descr\":\"'|O'\",\"shape\":[{values.Length}],\"data\":{json}}}}}";

        Assert.Equal(json, Json(folder, "x.npy", "arrays", ""));
        Assert.Equal(json, Json(folder, "x.npz", "arrays", "a"));
        Assert.Equal(Compact($"[{nested},1]"), Json(folder, "x.npz", "arrays", "b"));
        Assert.Equal(Compact($"[{nested},\"x\"]"), Json(folder, "x.pkl", "value"));
        Assert.Equal(Compact(nested), Json(folder, "x.joblib", "value"));
        foreach (string file in folder.Names)
        {
            string[] entry = file == "x.npz" ? ["--entry", "a"] : [];
            string path = folder.PathOf(file);
            foreach (string[] words in (string[][])[["info", path], ["info", "--json", path], ["cat", path], ["verify", path], ["verify", "--json", path]])
                AssertGood(CliRun.Of(words));
            foreach (string target in (string[])["y.json", "y.csv", "y.npy", "y.npz"])
                AssertGood(CliRun.Of(["convert", path, folder.PathOf(target), .. entry]));
            AssertValues(json, values, folder);
        }
    }

    private static void AssertValues(string json, object?[] values, TempFolder folder)
    {
        Assert.Equal(values, Npy.Load<object?>(folder.PathOf("y.npy")).ToArray());
        Assert.Contains(json, Compact(File.ReadAllText(folder.PathOf("y.json"))));
        Assert.Equal(values.Select(value => value is null or "" ? "\"\"" : value.ToString()!), File.ReadAllLines(folder.PathOf("y.csv")));
    }

    private static string Json(TempFolder folder, string file, params string[] path)
    {
        CliRun run = CliRun.Of("cat", "--json", folder.PathOf(file));
        AssertGood(run);
        JsonElement found = JsonTree.Parse(run.Output);
        foreach (string name in path)
            found = found.GetProperty(name);
        return Compact(found.GetRawText());
    }

    /// <summary>As .NET writes it, so that texts are escaped alike.</summary>
    private static string Compact(string json) => JsonSerializer.Serialize(JsonTree.Parse(json));

    private static void AssertGood(CliRun run) => Assert.Equal((0, ""), (run.Status, run.Error));
}
