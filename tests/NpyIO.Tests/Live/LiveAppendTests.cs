using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using NpyIO.Saver;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.Live;

/// <summary>Real NumPy reads what NpyIO appends to, also while it does.</summary>
public sealed class LiveAppendTests(ITestOutputHelper output)
{
    private const int Rounds = 100;
    private const int Steps = 400;

    [LiveFact]
    public void Append_RandomArraysInParts_NumPyReadsTheWhole()
    {
        using TempFolder folder = new();
        using NumPyProcess numPy = new();
        string path = folder.PathOf("ours.npy");
        Gen.Select(RandomArrays.Contiguous, Gen.Int[0, 100], Gen.Int[0, 100]).Sample(
            (array, first, second) =>
            {
                if (array.Rank == 0)
                    return;
                NdArray whole = array.Copy();
                long rows = whole.Shape[0];
                long start = first % (rows + 1);
                long end = start + second % (rows - start + 1);
                File.Delete(path);
                foreach ((long from, long to) in ((long, long)[])[(0, start), (start, end), (end, rows)])
                    Npy.Append(path, whole[new Slice(from, to), Slice.Ellipsis]);

                JsonElement facts = numPy.Ask(new { op = "check", path });
                Assert.Equal(whole.Shape.ToArray(), Manifest.ShapeOf(facts));
                GoldenValues.AssertEqual(facts.GetProperty("values"), whole);
            },
            iter: Rounds,
            threads: 1);
    }

    /// <summary>Two processes append at once, while NpyIO twice and NumPy once read.</summary>
    [LiveFact]
    public async Task Append_TwoAppendersAndThreeReaders_EveryReadHasWholeRows()
    {
        int steps = Environment.GetEnvironmentVariable("NPYIO_READS") is { Length: > 0 } reads ? int.Parse(reads, System.Globalization.CultureInfo.InvariantCulture) : Steps;
        using TempFolder folder = new();
        string path = folder.PathOf("a.npy");
        Npy.Append(path, new long[1, AppendLoop.RowLength]);
        using Process numPy = NumPyProcess.Start("tools/live_append.py", redirectInput: true, path);
        using Process one = Appender(path, steps, seed: 1);
        using Process other = Appender(path, steps, seed: 2);
        Task<int>[] readers = [Task.Run(() => ReadUntil(path, one, other)), Task.Run(() => ReadUntil(path, one, other))];
        int[] loads = await Task.WhenAll(readers);
        await one.WaitForExitAsync();
        await other.WaitForExitAsync();
        numPy.StandardInput.Close();
        string seen = await numPy.StandardOutput.ReadToEndAsync();

        output.WriteLine($"{2 * steps} appends; NpyIO loaded it {loads.Sum()} times, NumPy: {seen}");
        Assert.Equal((0, 0), (one.ExitCode, other.ExitCode));
        Assert.DoesNotContain("error", seen, StringComparison.Ordinal);
        Assert.Equal(1 + AppendLoop.UniformRows(steps, 1) + AppendLoop.UniformRows(steps, 2), Check(Npy.Load<long>(path)));
        ArrayAssert.IsWholeFile(path);
    }

    private static Process Appender(string path, int steps, int seed) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(AppendLoop).Assembly.Location, "uniform", path, $"{steps}", $"{seed}"]))!;

    /// <summary>Loads until both have ended; a load looks again at a header that changes meanwhile. Returns the number of loads.</summary>
    private static int ReadUntil(string path, Process one, Process other)
    {
        int loads = 0;
        long rows = 0;
        for (; !one.HasExited || !other.HasExited; loads++)
        {
            rows = Check(Npy.Load<long>(path));
            Assert.Empty(Npy.Verify(path));
            Assert.True(Npy.CanAppend(path));
        }

        Assert.True(rows > 1);
        return loads;
    }

    private static long Check(NdArray<long> array)
    {
        foreach (NdArray<long> row in array.Rows())
            Assert.False(row.AsReadOnlySpan().ContainsAnyExcept(row[0]));
        return array.Shape[0];
    }
}
