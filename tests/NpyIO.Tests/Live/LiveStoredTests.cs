using System.Diagnostics;
using System.Globalization;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.Live;

/// <summary>Random parts of random arrays, wherever they are stored, as a real NumPy slices them. <c>NPYIO_PARTS</c> says how many more than usual.</summary>
public sealed class LiveStoredTests(ITestOutputHelper output)
{
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("NPYIO_PARTS"), CultureInfo.InvariantCulture, out int count) ? count : Campaign.Of(6000);

    [LiveFact]
    [Trait(Campaign.Category, Campaign.Name)]
    public async Task Read_RandomParts_AreThoseOfNumPy()
    {
        int seed = Campaign.Seed(3), number = 0;
        string[] kinds = [.. StoredSources.All.Keys];
        using Process python = NumPyProcess.Start("tools/random_parts.py", redirectInput: false, $"{seed}", $"{Count}");
        using BinaryReader cases = new(python.StandardOutput.BaseStream);
        for (; number < Count; number++)
        {
            int arrayLength = cases.ReadInt32(), indexLength = cases.ReadInt32(), partLength = cases.ReadInt32();
            byte[] array = cases.ReadBytes(arrayLength);
            string index = System.Text.Encoding.UTF8.GetString(cases.ReadBytes(indexLength));
            NdArray expected = Npy.Load(cases.ReadBytes(partLength));
            string kind = kinds[number % kinds.Length];
            using StoredSources.Held held = StoredSources.All[kind](array);
            Slice[] slices = index.Length == 0 ? [] : Slice.ParseIndex(index);

            NdArray read = number / kinds.Length % 2 == 0 ? held.Array.Read(slices) : await held.Array.ReadAsync(default, slices);

            Assert.True(
                expected.Shape.SequenceEqual(read.Shape) && expected.DType.Equals(read.DType) && expected.ToBytes().AsSpan().SequenceEqual(read.ToBytes()),
                $"case {number} of seed {seed}: [{index}] of {NpyHeader.Parse(array)} in '{kind}'");
        }

        await python.WaitForExitAsync();
        output.WriteLine($"{number} parts, seed {seed}, 0 differences");
    }
}
