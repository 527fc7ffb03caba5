using System.Diagnostics;
using System.Globalization;
using NpyIO.Saver;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.NpyFiles;

/// <summary>
/// A process that appends is killed at random instants. It leaves the whole old or the whole new rows, and the next append works. <c>NPYIO_KILLS</c> is the number of kills over all kinds,
/// <c>NPYIO_SEED</c> the seed of their instants.
/// </summary>
public sealed class AppendKillTests(ITestOutputHelper output)
{
    private const int Kills = 32;
    private const int KillsPerFile = 8;
    private const int MaxDelay = 40;   // milliseconds
    private const int StartTime = 60;   // milliseconds until a process appends for the first time, about

    private static readonly int Seed = ValueOf("NPYIO_SEED") ?? Environment.TickCount;

    private static readonly int[] Factors = [1, 40, 400];

    public static TheoryData<AppendKind> Kinds => [.. Enum.GetValues<AppendKind>()];

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public async Task Append_KilledAtRandomInstants_LeavesOldOrNewRows(AppendKind kind)
    {
        var random = new Random(Seed + (int)kind);
        int kills = ((ValueOf("NPYIO_KILLS") ?? Kills) + Kinds.Count - 1) / Kinds.Count;
        int old = 0, added = 0, tails = 0, repaired = 0;
        TempFolder? folder = null;
        try
        {
            for (int kill = 0; kill < kills; kill++)
            {
                if (kill % KillsPerFile == 0)
                {
                    folder?.Dispose();
                    folder = new TempFolder();
                }

                int factor = Factors[kill / KillsPerFile % Factors.Length];
                string path = folder!.PathOf("a.npy");
                long start = kind == AppendKind.Create || !File.Exists(path) ? 0 : Npy.ReadHeader(path).Shape[0];

                // One in four is killed while it starts: that hits the first steps.
                bool isEarly = random.Next(4) == 0;
                long last = Math.Max(start, await KillAsync(kind, path, factor, !isEarly, random.NextDouble() * MaxDelay + (isEarly ? StartTime : 0)));
                string place = $"{kind}, factor {factor}, kill {kill}, NPYIO_SEED={Seed}: from {start}, last {last}";

                if (!File.Exists(path))
                {
                    Assert.True(last == 0, place);
                    continue;
                }

                // A creating process may not have replaced the old file yet.
                long rows = Check(path, place);
                if (kind == AppendKind.Create && last == 0)
                    continue;
                Assert.True(rows == last || rows == last + AppendLoop.StepAfter(last, factor), $"{place}, found {rows}");
                old += rows == last ? 1 : 0;
                added += rows == last ? 0 : 1;
                Assert.True(Npy.Verify(path).Count == 0 || !HasAttributes(path), place);
                tails += ArrayAssert.TailOf(path) > 0 ? 1 : 0;
                if (!Npy.CanAppend(path))
                {
                    // Only if the file system has no extended attributes.
                    repaired++;
                    Assert.False(HasAttributes(path), place);
                    Npy.Repair(path);
                }

                Npy.Append(path, AppendLoop.Rows(rows, AppendLoop.StepAfter(rows, factor)));
                Assert.Equal(rows + AppendLoop.StepAfter(rows, factor), Check(path, place));
                ArrayAssert.IsWholeFile(path);
                Assert.True(folder.Names.All(name => name == "a.npy" || name.StartsWith(".npyio", StringComparison.Ordinal)), place);
            }
        }
        finally
        {
            folder?.Dispose();
        }

        output.WriteLine($"{kind}: {kills} kills, {old} times the old rows, {added} times the new; {tails} tails, {repaired} of them unmarked");
    }

    private static bool HasAttributes(string path)
    {
        using var file = NpyIO.IO.GrowingFile.Open(path, TimeSpan.Zero, default);
        file.SetMark(1);
        return file.HasMark(1);
    }

    private static long Check(string path, string place)
    {
        NdArray<long> loaded = Npy.Load<long>(path);
        ReadOnlySpan<long> values = loaded.AsReadOnlySpan();
        for (int i = 0; i < values.Length; i++)
            Assert.True(values[i] == i, place);
        return loaded.Shape[0];
    }

    /// <summary>Returns the last number of rows that the process reported; 0 if it reported none.</summary>
    private static async Task<long> KillAsync(AppendKind kind, string path, int factor, bool waitUntilReady, double milliseconds)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(AppendLoop).Assembly.Location, "append", $"{kind}", path, $"{factor}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        long last = 0;
        string? line = null;
        while (waitUntilReady && (line = await process.StandardOutput.ReadLineAsync()) is not (null or "ready"))
            last = long.Parse(line, CultureInfo.InvariantCulture);
        Assert.False(process.WaitForExit(TimeSpan.FromMilliseconds(milliseconds)));
        process.Kill();
        while ((line = await process.StandardOutput.ReadLineAsync()) is not null)
            last = line == "ready" ? last : long.Parse(line, CultureInfo.InvariantCulture);
        await process.WaitForExitAsync();
        return last;
    }

    private static int? ValueOf(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
