using System.Globalization;
using NpyIO.Saver;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.IO;

/// <summary>
/// A process that saves is killed at random instants. It leaves the whole old or the whole new content and nothing else, except at most one hidden file beside a replaced one, which the next
/// save removes. <c>NPYIO_KILLS</c> is the number of kills over all kinds of save, <c>NPYIO_SEED</c> the seed of their instants.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 54;
    private const int LargeBytes = 200 << 20;
    private const string HiddenNames = ".npyio";

    /// <summary>With <c>NPYIO_KILLS</c>, one kill in so many is of a save of <see cref="LargeBytes"/>.</summary>
    private const int KillsPerLargeOne = 21;

    private static readonly int[] Bytes = [8 << 10, 200 << 10, 5 << 20];

    private static readonly int? RequestedKills = ValueOf("NPYIO_KILLS");

    private static readonly int Seed = ValueOf("NPYIO_SEED") ?? Environment.TickCount;

    public static TheoryData<SaveKind> Kinds => [.. Enum.GetValues<SaveKind>()];

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public async Task Save_KilledAtRandomInstants_LeavesOldOrNewContentAndNothingElse(SaveKind kind)
    {
        var random = new Random(Seed + (int)kind);
        var replaced = new Tally();
        var created = new Tally();
        int kills = ((RequestedKills ?? Kills) + Kinds.Count - 1) / Kinds.Count;
        for (int kill = 0; kill < kills; kill++)
        {
            bool isLarge = RequestedKills is not null && kill % KillsPerLargeOne == KillsPerLargeOne - 1;
            int bytes = isLarge ? LargeBytes : Bytes[kill / 2 % Bytes.Length];
            if (kill % 2 == 0 || kind == SaveKind.Update)   // an update always replaces a file
                await KillReplacingAsync(kind, bytes, random, replaced);
            else
                await KillCreatingAsync(kind, bytes, random, created);
        }

        string counts = $"{kind}, replaced: {replaced}" + (created.Kills > 0 ? $"\n{kind}, new: {created}" : "");
        output.WriteLine(counts);
        string[] failures = [.. replaced.Failures, .. created.Failures];
        Assert.True(failures.Length == 0, $"{failures.Length} failures, NPYIO_SEED={Seed}\n{counts}\n{string.Join('\n', failures.Take(20))}");
    }

    private static async Task KillReplacingAsync(SaveKind kind, int bytes, Random random, Tally tally)
    {
        using TempFolder folder = new();
        string path = folder.PathOf(SaveLoop.ReplacedName);
        long last = await KillAsync(kind, bytes, folder, isNew: false, random);
        long generation = tally.Load(kind, path, bytes);
        tally.Kills++;
        tally.New += generation == last + 1 ? 1 : 0;
        tally.Old += generation == last ? 1 : 0;
        tally.Check(generation == last || generation == last + 1, $"{kind} of {bytes} bytes: generation {last} was the last one saved, {generation} is there");

        string[] others = [.. folder.Names.Where(name => name != SaveLoop.ReplacedName)];
        tally.CountLeftovers(kind, folder, others, bytes);
        tally.Check(others.Length <= 1 && others.All(IsHidden), $"{kind} of {bytes} bytes: beside the file there is {string.Join(", ", others)}");

        new SavedContent(kind, SavedContent.BlockBytes) { Generation = last + 2 }.Save(path);

        string[] names = folder.Names;
        tally.Removed += others.Length - (names.Length - 1);
        tally.Check(names is [SaveLoop.ReplacedName], $"{kind} of {bytes} bytes: after the next save there is {string.Join(", ", names)}");
        generation = tally.Load(kind, path, SavedContent.BlockBytes);
        tally.Check(generation == last + 2, $"{kind}: generation {last + 2} was saved after the kill, {generation} is there");
    }

    private static async Task KillCreatingAsync(SaveKind kind, int bytes, Random random, Tally tally)
    {
        using TempFolder folder = new();
        long last = await KillAsync(kind, bytes, folder, isNew: true, random);
        string[] names = folder.Names;
        string[] hidden = [.. names.Where(IsHidden)];
        tally.Kills++;
        tally.CountLeftovers(kind, folder, hidden, bytes);
        tally.Check(hidden.Length == 0, $"{kind} of {bytes} bytes: beside the new file there is {string.Join(", ", hidden)}");

        // A file is deleted only when the next one is complete and reported, and before the one after that is begun.
        string[] visible = [.. names.Except(hidden)];
        string[] expected = [.. new[] { last - 1, last, last + 1 }.Select(generation => SaveLoop.NameOf(generation, isNew: true))];
        tally.New += visible.Contains(expected[2]) ? 1 : 0;
        tally.Old += visible.Contains(expected[2]) ? 0 : 1;
        tally.Check(visible.Contains(expected[1]), $"{kind} of {bytes} bytes: generation {last} was saved, there is {string.Join(", ", names)}");
        foreach (string name in visible)
        {
            tally.Check(expected.Contains(name), $"{kind} of {bytes} bytes: generation {last} was the last one saved, there is {name}");
            long generation = tally.Load(kind, folder.PathOf(name), bytes);
            tally.Check(name == $"{generation}", $"{kind} of {bytes} bytes: generation {generation} is in {name}");
        }
    }

    /// <summary>Kills a saver within the time of its second save, which includes compiling and so covers several later ones; returns the last generation it reported.</summary>
    private static async Task<long> KillAsync(SaveKind kind, int bytes, TempFolder folder, bool isNew, Random random)
    {
        using SaverProcess saver = SaverProcess.Start(kind, bytes, folder.Path, isNew);
        TimeSpan save = await saver.ReadyAsync();
        return await saver.KillAsync(after: random.NextDouble() * save);
    }

    private static bool IsHidden(string name) => name.StartsWith(HiddenNames, StringComparison.Ordinal);

    private static int? ValueOf(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <summary>What kills left.</summary>
    private sealed class Tally
    {
        internal List<string> Failures { get; } = [];

        internal int Kills { get; set; }

        internal int Old { get; set; }

        internal int New { get; set; }

        /// <summary>Files that should not be there.</summary>
        internal int Leftovers { get; private set; }

        /// <summary>Leftovers that are whole.</summary>
        internal int WholeLeftovers { get; private set; }

        /// <summary>Leftovers that the next save of the same name removed.</summary>
        internal int Removed { get; set; }

        /// <summary>Returns the generation of a file, or 0, which is never saved, if the file is not whole.</summary>
        internal long Load(SaveKind kind, string path, int bytes)
        {
            long generation = 0;
            Exception? error = Record.Exception(() => generation = SavedContent.Load(kind, path, bytes));
            Check(error is null, $"{kind} of {bytes} bytes: {error}");
            return generation;
        }

        internal void CountLeftovers(SaveKind kind, TempFolder folder, string[] names, int bytes)
        {
            Leftovers += names.Length;
            WholeLeftovers += names.Count(name => Record.Exception(() => SavedContent.Load(kind, folder.PathOf(name), bytes)) is null);
        }

        internal void Check(bool isRight, string failure)
        {
            if (!isRight)
                Failures.Add(failure);
        }

        public override string ToString() =>
            $"{Kills} kills, {Old} times the old content, {New} times the new; {Leftovers} files left over, {WholeLeftovers} of them whole, {Removed} removed by the next save";
    }
}
