using System.Text.Json;
using NpyIO.Tests.Cli;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Pickles, arrays of objects and joblib files that real Pythons wrote, read to the exact values; and what is written of them again.</summary>
public sealed class PickleTests
{
    private static readonly Dictionary<string, JsonElement> Rows = Manifest.RowsOfGenerations("pickles");

    public static TheoryData<string> All => [.. Rows.Keys];

    public static TheoryData<string> Pickles => [.. Rows.Keys.Where(name => name.EndsWith("-2.pkl", StringComparison.Ordinal))];

    public static TheoryData<string> Arrays => [.. Rows.Keys.Where(name => name.EndsWith(".npy", StringComparison.Ordinal))];

    public static TheoryData<string> JoblibFiles => [.. Rows.Keys.Where(name => name.EndsWith(".joblib", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(All))]
    public void Cat_File_HasTheValuesOfPython(string name) => AssertValues(name, PathOf(name));

    [Theory]
    [MemberData(nameof(Pickles))]
    public void Save_ValueOfAPickle_IsReadAsTheSame(string name)
    {
        using var folder = new TempFolder();
        object? value = Pickle.Load(PathOf(name), PickleReadOptions.AsStored);
        foreach (int protocol in (int[])[2, 3, 4, 5])
        {
            string path = folder.PathOf($"{protocol}.pkl");
            Pickle.Save(path, value, new PickleWriteOptions { Protocol = protocol });
            AssertValues(name, path);
        }
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Save_ArrayOfObjects_IsReadAsTheSame(string name)
    {
        using var folder = new TempFolder();
        NdArray array = Npy.Load(PathOf(name));

        Npy.Save(folder.PathOf("x.npy"), array);

        AssertValues(name, folder.PathOf("x.npy"));
        Assert.Equal(Npy.ReadHeader(PathOf(name)).DType, Npy.ReadHeader(folder.PathOf("x.npy")).DType);
    }

    [Theory]
    [MemberData(nameof(JoblibFiles))]
    public void Save_ValueOfAJoblibFile_IsReadAsTheSame(string name)
    {
        using var folder = new TempFolder();

        Joblib.Save(folder.PathOf("x.joblib"), Joblib.Load(PathOf(name), JoblibReadOptions.AsStored));

        AssertValues(name, folder.PathOf("x.joblib"));
    }

    private static string PathOf(string name) => Repository.PathOf("testdata", name.Insert(name.IndexOf('/'), "/pickles"));

    private static void AssertValues(string name, string path)
    {
        CliRun run = CliRun.Of("cat", path, "--json");
        Assert.Equal((0, ""), (run.Status, run.Error));
        JsonElement document = JsonTree.Parse(run.Output);
        JsonProperty expected = Rows[name].GetProperty("value").EnumerateObject().Single();
        JsonTree.AssertSameValues(expected.Value, document.GetProperty(expected.Name));
    }
}
