using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.Live;

/// <summary>Random arrays by a real NumPy print as it prints them. <c>NPYIO_PRINTS</c> says how many more than usual.</summary>
public class LivePrintTests(ITestOutputHelper output)
{
    private const int UsualCount = 1000;
    private const int MaxShown = 20;
    private const int MaxLength = 1000;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("NPYIO_PRINTS"), CultureInfo.InvariantCulture, out int count) ? count : UsualCount;

    [LatestNumPyFact]
    public void ToString_RandomArrays_IsNumPys()
    {
        int seed = Campaign.Seed(1), count = 0;
        List<string> differences = [];
        using Process python = NumPyProcess.Start("tools/live_prints.py", redirectInput: false, $"{seed}", $"{Count}");
        using BinaryReader cases = new(python.StandardOutput.BaseStream);
        for (; count < Count; count++)
        {
            int arrayLength = cases.ReadInt32(), textLength = cases.ReadInt32();
            byte[] file = cases.ReadBytes(arrayLength);
            JsonElement expected = JsonDocument.Parse(cases.ReadBytes(textLength)).RootElement;
            NdArray array = Npy.Load(file, NpyReadOptions.AsStored);
            PrintOptions options = PrintOptionsJson.Of(expected.GetProperty("options"));
            Compare($"case {count}, str of {array.DType}", TextOf(expected, "str"), array.ToString(options), differences);
            Compare($"case {count}, repr of {array.DType}", TextOf(expected, "repr"), array.ToString("r", options), differences);
        }

        python.WaitForExit();
        output.WriteLine($"{count} arrays, seed {seed}, {differences.Count} differences");
        Assert.True(differences.Count == 0, string.Join("\n\n", differences.Take(MaxShown)));
    }

    // Lone surrogates are in no string that System.Text.Json reads.
    private static string TextOf(JsonElement expected, string name) => RawJson.Unescape(expected.GetProperty(name).GetRawText()[1..^1]);

    private static string Start(string text) => text.Length <= MaxLength ? text : $"{text[..MaxLength]}…";

    private static void Compare(string what, string expected, string found, List<string> differences)
    {
        if (expected != found)
            differences.Add($"{what}: NumPy prints\n{Start(expected)}\nand this is\n{Start(found)}");
    }
}
