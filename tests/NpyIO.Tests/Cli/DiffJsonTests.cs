using System.Numerics;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The values, numbers and names of <c>npyio diff --json</c>.</summary>
public class DiffJsonTests
{
    [Fact]
    public void DiffJson_Values_AreThoseOfCat()
    {
        using var folder = new TempFolder();
        foreach (string golden in (string[])["numpy-2.4.6", "numpy-1.24.2"])
        {
            foreach (string file in Directory.EnumerateFiles(Repository.PathOf($"testdata/{golden}"), "*.npy").Order(StringComparer.Ordinal))
                AssertValues(folder, file);
        }
    }

    /// <summary>Compares an array with itself backwards: the first elements that differ must be written as cat writes them.</summary>
    private static void AssertValues(TempFolder folder, string file)
    {
        CliRun cat = CliRun.Of("cat", "--json", file);
        if (cat.Status != 0 || JsonTree.Parse(cat.Output).GetProperty("arrays").GetProperty("") is not { ValueKind: JsonValueKind.Array } values)
            return;
        NdArray array = Npy.Load(file, NpyReadOptions.AsStored);
        if (array.Rank != 1)
            return;
        string other = folder.PathOf("x.npy");
        Npy.Save(other, array[Slice.Every(-1)]);

        CliRun run = CliRun.Of("diff", "--json", file, other);

        Assert.True(run.Status is 0 or 1, $"{file}: {run}");
        foreach (JsonElement difference in JsonTree.Parse(run.Output).GetProperty("differences").EnumerateArray())
        {
            foreach (JsonElement element in difference.GetProperty("first").EnumerateArray())
            {
                int index = element.GetProperty("index")[0].GetInt32();
                AssertValue(file, values[index], element.GetProperty("actual"));
                AssertValue(file, values[values.GetArrayLength() - 1 - index], element.GetProperty("desired"));
            }
        }
    }

    // The element of an array of text that is not valid is its str.
    private static void AssertValue(string file, JsonElement expected, JsonElement found) =>
        Assert.True(expected.GetRawText() == found.GetRawText() || expected.GetRawText().Contains("codepoints", StringComparison.Ordinal), $"{file}: {expected.GetRawText()} is {found.GetRawText()}");

    [Fact]
    public void DiffJson_NumbersWithoutEnd_AreWords()
    {
        (string Numbers, string Values) Of(NdArray actual, NdArray desired) => (
            Between(DiffOf(actual, desired), "\"max_absolute_difference\":", ",\"first\""), Between(DiffOf(actual, desired), "{\"index\":[0],", ",\"text\""));

        Assert.Equal(("1.0,\"max_relative_difference\":\"Infinity\"", "\"actual\":1.0,\"desired\":0.0"), Of(NdArray.FromArray([1.0]), NdArray.FromArray([0.0])));
        Assert.Equal(("null,\"max_relative_difference\":null", "\"actual\":\"NaN\",\"desired\":1.0"), Of(NdArray.FromArray([double.NaN]), NdArray.FromArray([1.0])));
        Assert.Equal("\"actual\":\"Infinity\",\"desired\":\"-Infinity\"", Of(NdArray.FromArray([double.PositiveInfinity]), NdArray.FromArray([double.NegativeInfinity])).Values);
        Assert.Equal(("9.223372036854775E+18", "\"actual\":9223372036854775808,\"desired\":1"), Of(NdArray.FromArray([1ul << 63]), NdArray.FromArray([1ul])) is var (numbers, values) ? (numbers.Split(',')[0].Replace("9.223372036854776E+18", "9.223372036854775E+18", StringComparison.Ordinal), values) : default);
    }

    [Fact]
    public void DiffJson_Records_HaveTheirFields()
    {
        DType point = DType.Struct(new Field("x", DType.Float64), new Field("y", DType.Int32)), line = DType.Struct(new Field("from", point), new Field("n", DType.UInt8));
        NdArray actual = NdArray.Create(line, 2L), desired = NdArray.Create(line, 2L);
        actual["from"]["y"].Set(3, 1);

        JsonElement found = JsonTree.Parse(DiffOf(actual, desired)).GetProperty("differences")[0];

        JsonElement fields = found.GetProperty("fields");
        Assert.Equal(["from"], fields.EnumerateObject().Select(field => field.Name));
        JsonElement inner = fields.GetProperty("from").GetProperty("fields").GetProperty("y");
        Assert.Equal("""["value"]""", inner.GetProperty("kinds").GetRawText());
        Assert.Equal("""{"descr":"'<i4'","shape":[2]}""", inner.GetProperty("actual").GetRawText());
        Assert.Equal((2, 1, "3.0"), (inner.GetProperty("count").GetInt32(), inner.GetProperty("mismatches").GetInt32(), inner.GetProperty("max_absolute_difference").GetRawText()));
        Assert.Equal("""[{"index":[1],"actual":3,"desired":0,"text":"[1]: 3 (ACTUAL), 0 (DESIRED)"}]""", inner.GetProperty("first").GetRawText());
        Assert.Equal("""{"from":{"x":0.0,"y":3},"n":0}""", found.GetProperty("first")[0].GetProperty("actual").GetRawText());
    }

    [Fact]
    public void DiffJson_LoneSurrogates_AreEscaped()
    {
        using var folder = new TempFolder();
        (string one, string other) = (folder.PathOf("a.pkl"), folder.PathOf("b.pkl"));
        Pickle.Save(one, new PickleDictionary { ["\ud800"] = NdArray.FromObjects(new object?[] { "\udc00" }) });
        Pickle.Save(other, new PickleDictionary { ["\ud800"] = NdArray.FromObjects(new object?[] { "x" }) });

        string output = CliRun.Of("diff", "--json", one, other).Output;

        Assert.Contains("\"actual\":\"\\udc00\",\"desired\":\"x\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', output);
    }

    [Fact]
    public void DiffJson_ObjectsWithoutForm_AreNull()
    {
        var cycle = new List<object?>();
        cycle.Add(cycle);

        JsonElement first = JsonTree.Parse(DiffOf(NdArray.FromObjects(new object?[] { cycle }), NdArray.FromObjects(new object?[] { BigInteger.Pow(10, 5000) }))).GetProperty("differences")[0].GetProperty("first")[0];

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (first.GetProperty("actual").ValueKind, first.GetProperty("desired").ValueKind));
    }

    private static string DiffOf(NdArray actual, NdArray desired)
    {
        using var folder = new TempFolder();
        (string one, string other) = (folder.PathOf("a.npy"), folder.PathOf("b.npy"));
        Npy.Save(one, actual);
        Npy.Save(other, desired);
        CliRun run = CliRun.Of("diff", "--json", one, other);
        Assert.Equal((1, ""), (run.Status, run.Error));
        return run.Output;
    }

    private static string Between(string text, string start, string end)
    {
        int first = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[first..text.IndexOf(end, first, StringComparison.Ordinal)];
    }
}
