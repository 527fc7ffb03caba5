using System.Text.Json;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Real Python and NpyIO load what the other pickled: values of every kind, and random arrays in every form that has pickles in it.</summary>
public class LivePickleTests
{
    private const string Script = "tools/live_pickles.py";
    private const int Rounds = 40;

    [LiveFact]
    public void Load_PicklesByPython_HaveItsValues()
    {
        using TempFolder folder = new();
        int buffers = int.Parse(Run("make", folder.Path), System.Globalization.CultureInfo.InvariantCulture);
        PickleDictionary expected = LivePickleValues.Make();

        for (int protocol = 0; protocol <= 5; protocol++)
            PickleAssert.Equal(expected, Pickle.Load(folder.PathOf($"{protocol}.pkl"), PickleReadOptions.AsStored), $"protocol {protocol}: ");

        Assert.True(buffers > 30);
        var options = PickleReadOptions.AsStored with { Buffers = [.. Enumerable.Range(0, buffers).Select(i => new ReadOnlyMemory<byte>(File.ReadAllBytes(folder.PathOf($"5-{i}.bin"))))] };
        PickleAssert.Equal(expected, Pickle.Load(folder.PathOf("buffers.pkl"), options), "out of band: ");
    }

    [LiveFact]
    public void Save_EveryKindAndProtocol_PythonLoadsTheValues()
    {
        using TempFolder folder = new();
        for (int protocol = 2; protocol <= 5; protocol++)
            Pickle.Save(folder.PathOf($"{protocol}.pkl"), LivePickleValues.Make(), new PickleWriteOptions { Protocol = protocol });

        Assert.Equal("4 checked, 0 failed", Run("check", folder.Path));
    }

    [LiveFact]
    public void LoadAndSave_RandomArraysByPython_HaveItsValuesAndComeBack()
    {
        using TempFolder folder = new();
        Run("random", folder.Path, $"{Rounds}");
        int files = 0;
        for (int seed = 0; seed < Rounds; seed++)
        {
            string PathOf(string name) => Path.Combine(folder.Path, $"{seed}", name);
            JsonElement facts = JsonDocument.Parse(File.ReadAllText(PathOf("facts.json")), new JsonDocumentOptions { MaxDepth = 256 }).RootElement;
            foreach (JsonProperty file in facts.EnumerateObject())
            {
                object? value = Load(PathOf(file.Name));
                AssertFacts(file.Value, value, $"seed {seed}, {file.Name}");
                Save(PathOf(file.Name.Replace(".", "-again.", StringComparison.Ordinal)), value, seed);
                files++;
            }
        }

        Assert.Equal($"{files} checked, 0 failed", Run("again", folder.Path, $"{Rounds}"));
    }

    private static object? Load(string path) => (Path.GetExtension(path), Path.GetFileName(path)) switch
    {
        (".npy", "item.npy") => Npy.LoadItem(path, NpyReadOptions.AsStored),
        (".npy", _) => Npy.Load(path, NpyReadOptions.AsStored),
        (".npz", _) => LoadArchive(path),
        (".joblib", _) => Joblib.Load(path, JoblibReadOptions.AsStored),
        _ => Pickle.Load(path, PickleReadOptions.AsStored),
    };

    private static PickleDictionary LoadArchive(string path)
    {
        using NpzFile archive = Npz.Open(path);
        var entries = new PickleDictionary();
        foreach (NpzEntry entry in archive)
            entries[entry.Name] = entry.Open().Load(NpyReadOptions.AsStored);
        return entries;
    }

    private static void Save(string path, object? value, int seed)
    {
        switch (Path.GetExtension(path), value)
        {
            case (".npy", NdArray array):
                Npy.Save(path, array);
                break;
            case (".npy", _):
                Npy.SaveItem(path, value);
                break;
            case (".npz", PickleDictionary entries):
                Npz.Save(path, entries.Select(entry => new NpzItem((string)entry.Key!, (NdArray)entry.Value!)));
                break;
            case (".joblib", _):
                Joblib.Save(path, value, new JoblibWriteOptions { Compression = seed % 2 == 0 ? JoblibCompression.None : JoblibCompression.Gzip });
                break;
            default:
                Pickle.Save(path, value, new PickleWriteOptions { Protocol = 2 + seed % 4 });
                break;
        }
    }

    private static void AssertFacts(JsonElement facts, object? value, string what)
    {
        if (facts.TryGetProperty("dict", out JsonElement entries))
        {
            var dictionary = Assert.IsType<PickleDictionary>(value);
            Assert.Equal(entries.EnumerateObject().Select(entry => entry.Name), dictionary.Keys);
            foreach (JsonProperty entry in entries.EnumerateObject())
                AssertFacts(entry.Value, dictionary[entry.Name], $"{what}[{entry.Name}]");
        }
        else if (facts.TryGetProperty("list", out JsonElement items))
        {
            AssertItems(items, Assert.IsType<List<object?>>(value), what);
        }
        else if (facts.TryGetProperty("objects", out JsonElement objects))
        {
            var array = Assert.IsType<NdArray>(value);
            Assert.Equal(Manifest.ShapeOf(facts), array.Shape.ToArray());
            AssertItems(objects, array.ToArray<object?>(), what);
        }
        else if (facts.TryGetProperty("plain", out JsonElement plain))
        {
            Assert.Equal(plain.GetString(), value switch
            {
                null => "None",
                string text => $"'{text}'",
                _ => plain.GetString()!.Length > 0 && value is double number && double.Parse(plain.GetString()!, System.Globalization.CultureInfo.InvariantCulture) == number ? plain.GetString() : $"{value}",
            });
        }
        else
        {
            var array = Assert.IsType<NdArray>(value);
            Assert.Equal(Manifest.ShapeOf(facts), array.Shape.ToArray());
            Assert.True(facts.GetProperty("descr").GetString()!.Replace('>', '<') == array.DType.Descr.Replace('>', '<'), $"{what}: {array.DType.Descr}");
            GoldenValues.AssertEqual(facts.GetProperty("values"), array);
        }
    }

    private static void AssertItems(JsonElement facts, IReadOnlyList<object?> items, string what)
    {
        Assert.Equal(facts.GetArrayLength(), items.Count);
        for (int i = 0; i < items.Count; i++)
            AssertFacts(facts[i], items[i], $"{what}[{i}]");
    }

    private static string Run(params string[] arguments)
    {
        (int exitCode, string output) = NumPyProcess.Run(Script, arguments);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }
}
