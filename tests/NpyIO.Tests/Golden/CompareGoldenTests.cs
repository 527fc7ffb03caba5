using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Pairs of arrays compare as NumPy 2.4.6 compares them, with its messages, word for word.</summary>
public class CompareGoldenTests
{
    private static readonly Dictionary<string, JsonElement> Rows = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("testdata", "compares.json")))
        .RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_GoldenPair_HasNumPysMessage(string name)
    {
        JsonElement row = Rows[name];

        ArrayDifference difference = NdArray.Compare(Side(row, "actual"), Side(row, "desired"), OptionsOf(row));

        string? expected = row.GetProperty("message").GetString();
        Assert.Equal(expected, difference.IsEmpty ? null : "\n" + difference);
        Assert.Equal(expected is null, difference.ToString().Length == 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ArrayEqual_GoldenPair_IsNumPys(string name)
    {
        if (Rows[name].GetProperty("array_equal") is { ValueKind: not JsonValueKind.Null } expected)
            Assert.Equal(expected.GetBoolean(), NdArray.ArrayEqual(Side(Rows[name], "actual"), Side(Rows[name], "desired")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AllClose_GoldenPair_IsNumPys(string name)
    {
        if (Rows[name].GetProperty("allclose") is { ValueKind: not JsonValueKind.Null } expected)
            Assert.Equal(expected.GetBoolean(), NdArray.AllClose(Side(Rows[name], "actual"), Side(Rows[name], "desired")));
    }

    private static NdArray Side(JsonElement row, string name) => Npy.Load(row.GetProperty(name).GetBytesFromBase64(), NpyReadOptions.AsStored);

    private static CompareOptions OptionsOf(JsonElement row) => new()
    {
        Rtol = Number(row, "rtol"),
        Atol = Number(row, "atol"),
        EqualNaN = !row.TryGetProperty("equal_nan", out JsonElement nan) || nan.GetBoolean(),
        Strict = !row.TryGetProperty("strict", out JsonElement strict) || strict.GetBoolean(),
    };

    private static double Number(JsonElement row, string name) => row.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : 0;
}
