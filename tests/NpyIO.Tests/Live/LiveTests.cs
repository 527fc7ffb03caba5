using System.Globalization;
using System.Text.Json;
using CsCheck;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Real NumPy and NpyIO read what the other wrote.</summary>
public class LiveTests
{
    private const int Rounds = 300;

    [LiveFact]
    public void Load_RandomArraysByNumPy_HasNumPysValues()
    {
        using TempFolder folder = new();
        using NumPyProcess numPy = new();
        string path = folder.PathOf("theirs.npy");

        for (int seed = 0; seed < Rounds; seed++)
        {
            JsonElement facts = numPy.Ask(new { op = "make", seed, path });

            NpyHeader header = Npy.ReadHeader(path);

            AssertFacts(facts, header, $"seed {seed}");
            GoldenValues.AssertEqual(facts.GetProperty("values"), Npy.Load(path));
        }
    }

    [LiveFact]
    public void Save_RandomArrays_NumPyReadsTheValuesAndSavesTheSameData()
    {
        using TempFolder folder = new();
        using NumPyProcess numPy = new();
        string path = folder.PathOf("ours.npy");

        RandomArrays.Any.Sample(
            array =>
            {
                Npy.Save(path, array);
                JsonElement facts = numPy.Ask(new { op = "check", path });

                AssertFacts(facts, Npy.ReadHeader(path), array.DType.Descr);
                GoldenValues.AssertEqual(facts.GetProperty("values"), array);
                Assert.True(facts.GetProperty("resaved_payload_equal").GetBoolean(), array.DType.Descr);
            },
            iter: Rounds,
            threads: 1);
    }

    [LiveFact]
    public void Save_EveryGoldenArray_NumPyReadsItBack()
    {
        using TempFolder folder = new();
        List<object> manifest = [];
        foreach (string name in GoldenCase.Saved.Where(name => !GoldenCase.Of(name).IsObject))
        {
            GoldenCase golden = GoldenCase.Of(name);
            string file = name.Replace('/', '-') + ".npy";
            Npy.Save(folder.PathOf(file), Npy.Load(golden.Path, NpyReadOptions.AsStored));
            manifest.Add(new { file, descr = golden.Descr, shape = golden.Shape, fortran_order = golden.FortranOrder, same_as = golden.ReencodedPath });
        }

        File.WriteAllText(folder.PathOf("manifest.json"), JsonSerializer.Serialize(manifest));
        (int exitCode, string output) = NumPyProcess.Run("tools/check_reverse.py", folder.Path);

        Assert.True(exitCode == 0, output);
        Assert.Contains(" checked, 0 failed", output, StringComparison.Ordinal);
        Assert.True(int.Parse(output[..output.IndexOf(' ')], CultureInfo.InvariantCulture) > 2300, output);
    }

    private static void AssertFacts(JsonElement facts, NpyHeader header, string what)
    {
        Assert.False(facts.TryGetProperty("error", out JsonElement error), $"{what}: {error}");
        Assert.Equal(facts.GetProperty("descr").GetString(), header.DType.Descr);
        Assert.Equal(facts.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()), header.Shape.ToArray());
        Assert.Equal(facts.GetProperty("fortran_order").GetBoolean(), header.FortranOrder);
    }
}
