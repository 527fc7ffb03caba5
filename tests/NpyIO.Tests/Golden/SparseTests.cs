using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Every sparse matrix of every SciPy generation: loaded, and saved again as SciPy saves it.</summary>
public class SparseTests
{
    public static TheoryData<string> Matrices => [.. GoldenSparse.Names];

    public static TheoryData<string> Stored => [.. GoldenSparse.Names.Where(name => !GoldenSparse.Of(name).IsCompressed && !GoldenSparse.Of(name).IsByHand)];

    [Fact]
    public void Matrices_ByFourGenerations_AreThere() =>
        Assert.All(Manifest.Generations, generation => Assert.True(GoldenSparse.Names.Count(name => name.StartsWith(generation, StringComparison.Ordinal)) > 40));

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Load_Golden_HasSciPysParts(string name)
    {
        GoldenSparse golden = GoldenSparse.Of(name);

        SparseMatrix matrix = SparseMatrix.Load(golden.Path);

        Assert.Equal(golden.Format, matrix.Format.ToString().ToLowerInvariant());
        Assert.Equal(golden.Shape, matrix.Shape.ToArray());
        Assert.Equal(golden.IsArray, matrix.IsArray);
        GoldenValues.AssertEqual(golden.ValuesOf("data"), matrix.Data);
        Assert.All(IndexesOf(matrix, golden), pair => GoldenValues.AssertEqual(pair.Expected, pair.Index));
        matrix.Verify();
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void ToDense_Golden_IsSciPysToArray(string name)
    {
        GoldenSparse golden = GoldenSparse.Of(name);
        SparseMatrix matrix = SparseMatrix.Load(golden.Path);

        if (golden.Dense is { } dense)
            GoldenValues.AssertEqual(dense, matrix.ToDense());
        else
            Assert.True(matrix.Shape.ToArray().Max() > 1000);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void Save_Golden_IsWhatSciPyWrites(string name)
    {
        GoldenSparse golden = GoldenSparse.Of(name);
        SparseMatrix matrix = SparseMatrix.Load(golden.Path);
        using TempFolder folder = new();
        string path = folder.PathOf("saved.npz");

        matrix.Save(path, NpzWriteOptions.Default);

        byte[] saved = File.ReadAllBytes(path);
        if (golden.Generation is "numpy-2.2.4" or "numpy-2.4.6")
            Assert.Equal(File.ReadAllBytes(golden.Path), saved);
        else
            AssertSameEntries(golden.Path, saved);   // older Pythons' archives differ in their headers
    }

    private static void AssertSameEntries(string expected, byte[] saved)
    {
        using NpzFile theirs = Npz.Open(expected);
        using NpzFile ours = Npz.Open(saved);
        Assert.Equal(theirs.Entries.Select(Content), ours.Entries.Select(Content));
    }

    private static (string, string) Content(NpzEntry entry)
    {
        var content = new MemoryStream();
        using (Stream raw = entry.OpenRaw())
            raw.CopyTo(content);
        return (entry.FullName, Convert.ToHexString(content.ToArray()));
    }

    private static IEnumerable<(JsonElement Expected, NdArray Index)> IndexesOf(SparseMatrix matrix, GoldenSparse golden) => matrix.Format switch
    {
        SparseFormat.Coo when golden.HasPart("coords") => golden.ValuesOf("coords").EnumerateArray().Zip(matrix.Coords),
        SparseFormat.Coo => [(golden.ValuesOf("row"), matrix.Row), (golden.ValuesOf("col"), matrix.Col)],
        SparseFormat.Dia => [(golden.ValuesOf("offsets"), matrix.Offsets)],
        _ => [(golden.ValuesOf("indices"), matrix.Indices), (golden.ValuesOf("indptr"), matrix.Indptr)],
    };
}
