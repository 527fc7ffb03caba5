using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.Live;

/// <summary>Random pairs of arrays by a real NumPy compare as its assertions do, word for word but for the last digit of complex figures: 10,000 of them with <c>NPYIO_LONG</c>.</summary>
[Trait(Campaign.Category, Campaign.Name)]
public partial class LiveCompareTests(ITestOutputHelper output)
{
    private const int MaxShown = 10;

    [LatestNumPyFact]
    public void Compare_RandomPairs_HasNumPysMessage()
    {
        int seed = Campaign.Seed(1), count = Campaign.Of(10_000);
        List<string> differences = [];
        using Process python = NumPyProcess.Start("tools/live_compares.py", redirectInput: false, $"{seed}", $"{count}");
        using BinaryReader cases = new(python.StandardOutput.BaseStream);
        for (int i = 0; i < count; i++)
        {
            int actualLength = cases.ReadInt32(), desiredLength = cases.ReadInt32(), textLength = cases.ReadInt32();
            NdArray actual = Npy.Load(cases.ReadBytes(actualLength), NpyReadOptions.AsStored), desired = Npy.Load(cases.ReadBytes(desiredLength), NpyReadOptions.AsStored);
            JsonElement row = JsonDocument.Parse(cases.ReadBytes(textLength)).RootElement;
            ArrayDifference found = NdArray.Compare(actual, desired, OptionsOf(row));
            string? expected = row.GetProperty("message").GetString();
            if (!AreSame(expected, found.IsEmpty ? null : "\n" + found, actual.DType.Kind == DTypeKind.Complex || desired.DType.Kind == DTypeKind.Complex))
                differences.Add($"case {i}, {actual.DType} and {desired.DType}, {OptionsOf(row)}: NumPy says\n{expected}\nand this is\n{found}");
        }

        python.WaitForExit();
        output.WriteLine($"{count} pairs, seed {seed}, {differences.Count} differences");
        Assert.True(differences.Count == 0, string.Join("\n\n", differences.Take(MaxShown)));
    }

    /// <summary>The last bit of complex numbers' absolute values depends on the processor's instructions that NumPy uses: figures of those are compared as numbers.</summary>
    private static bool AreSame(string? expected, string? found, bool isComplex)
    {
        if (expected is null || found is null || !isComplex)
            return expected == found;
        return Figures().Replace(expected, "") == Figures().Replace(found, "")
            && Figures().Matches(expected).Zip(Figures().Matches(found)).All(pair => AreClose(NumberOf(pair.First), NumberOf(pair.Second)));
    }

    private static double NumberOf(Match figure) => figure.Groups[1].Value switch
    {
        "inf" => double.PositiveInfinity,
        "nan" => double.NaN,
        var digits => double.Parse(digits, CultureInfo.InvariantCulture),
    };

    private static bool AreClose(double one, double other) => one.Equals(other) || Math.Abs(one - other) <= 1e-6 * Math.Abs(one);

    [GeneratedRegex("(?<=difference among violations: )(.*)")]
    private static partial Regex Figures();

    private static CompareOptions OptionsOf(JsonElement row) => new()
    {
        Rtol = row.TryGetProperty("rtol", out JsonElement rtol) ? rtol.GetDouble() : 0,
        Atol = row.TryGetProperty("atol", out JsonElement atol) ? atol.GetDouble() : 0,
        EqualNaN = !row.TryGetProperty("equal_nan", out JsonElement nan) || nan.GetBoolean(),
        Strict = row.GetProperty("strict").GetBoolean(),
    };
}
