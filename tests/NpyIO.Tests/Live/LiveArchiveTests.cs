using System.Text.Json;
using CsCheck;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Real NumPy and NpyIO read the archives that the other wrote.</summary>
public class LiveArchiveTests
{
    private const int Rounds = 100;

    private static readonly Gen<string> Names = Gen.String[Gen.Char["abcXYZ019 _-./\\éß日\n"], 0, 8];

    private static readonly Gen<NpzItem[]> Items =
        from names in Names.Array[0, 5]
        from arrays in RandomArrays.Any.Array[names.Length]
        select names.Distinct().Zip(arrays, (name, array) => new NpzItem(name, array)).ToArray();

    private static readonly Gen<NpzWriteOptions> Options =
        from compression in Gen.Enum<NpzCompression>()
        from alignment in Gen.OneOf(0, 0, 64)
        select new NpzWriteOptions { Compression = compression, Alignment = alignment };

    [LiveFact]
    public void Load_RandomArchivesByNumPy_HasNumPysValues()
    {
        using TempFolder folder = new();
        using NumPyProcess numPy = new();
        string path = folder.PathOf("theirs.npz");

        for (int seed = 0; seed < Rounds; seed++)
        {
            JsonElement facts = numPy.Ask(new { op = "make_npz", seed, path });
            using NpzFile archive = Npz.Open(path);
            Dictionary<string, NdArray> fromStream = Npz.Load(new PartialStream(File.ReadAllBytes(path), 1000));

            AssertEntries(facts, archive, $"seed {seed}");
            Assert.Equal(archive.Keys, fromStream.Keys);
            Assert.All(archive, entry => ArrayAssert.Equal(entry.Open().Load(), fromStream[entry.Name]));
        }
    }

    [LiveFact]
    public void Save_RandomArchives_NumPyReadsThemAndSavesTheSame()
    {
        using TempFolder folder = new();
        using NumPyProcess numPy = new();
        NumPyVersions versions = NumPyVersions.Of(numPy);
        string path = folder.PathOf("ours.npz");

        Gen.Select(Items, Options).Sample(
            (items, options) =>
            {
                Npz.Save(path, items, options);
                JsonElement facts = numPy.Ask(new { op = "check_npz", path });

                using NpzFile archive = Npz.Open(path);
                AssertEntries(facts, archive, options.ToString());
                Assert.True(facts.GetProperty("same_members").GetBoolean(), options.ToString());
                Assert.Equal(JsonValueKind.Null, facts.GetProperty("bad").ValueKind);
                if (versions.IsTheRule && options is { Compression: NpzCompression.None, Alignment: 0 })
                    Assert.True(facts.GetProperty("same_bytes").GetBoolean());
            },
            iter: Rounds,
            threads: 1);
    }

    [LiveFact]
    public void Save_EveryGoldenArchiveInEveryWay_NumPyZipfileAndUnzipReadIt()
    {
        using TempFolder folder = new();
        List<object> manifest = [];
        foreach (WrittenArchive archive in WrittenArchives.In(folder))
            manifest.Add(new { file = archive.Name, members_of = archive.EntriesOf, same_bytes = archive.IsByteExact });
        File.WriteAllText(folder.PathOf("manifest.json"), JsonSerializer.Serialize(manifest));

        (int exitCode, string output) = NumPyProcess.Run("tools/check_archives.py", folder.Path);

        Assert.True(exitCode == 0, output);
        Assert.Contains($"{manifest.Count} archives checked, 0 failed", output, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("NPYIO_REQUIRE_NUMPY") is not (null or ""))
            Assert.DoesNotContain("no unzip", output, StringComparison.Ordinal);
    }

    private static void AssertEntries(JsonElement facts, NpzFile archive, string what)
    {
        Assert.False(facts.TryGetProperty("error", out JsonElement error), $"{what}: {error}");
        JsonElement[] entries = [.. facts.GetProperty("members").EnumerateArray()];
        Assert.Equal(entries.Select(found => RawJson.Unescape(found.GetProperty("name").GetRawText()[1..^1]) + ".npy"), archive.Entries.Select(entry => entry.FullName));
        foreach ((JsonElement found, NpzEntry entry) in entries.Zip(archive.Entries))
        {
            NpyHeader header = entry.Header!;
            Assert.Equal(found.GetProperty("descr").GetString(), header.DType.Descr);
            Assert.Equal(Manifest.ShapeOf(found), header.Shape.ToArray());
            Assert.Equal(found.GetProperty("fortran_order").GetBoolean(), header.FortranOrder);
            GoldenValues.AssertEqual(found.GetProperty("values"), entry.Open().Load());
        }
    }
}
