using System.Text.RegularExpressions;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>A file that is not there, named behind every option of every verb: one line and the status of a bad file, and what creates files creates them.</summary>
public sealed partial class MissingFileTests
{
    /// <summary>The words behind each verb: <c>missing</c> stands for the file that is not there, and for others that are, or that are written.</summary>
    private static readonly (string Verb, string[] Words)[] Verbs =
    [
        ("info", ["missing.npy"]),
        ("info", ["rows.npy", "missing.npy"]),
        ("cat", ["missing.npy"]),
        ("head", ["missing.npy"]),
        ("tail", ["missing.npy"]),
        ("convert", ["missing.npy", "out.npy"]),
        ("convert", ["missing.npy", "out.npz"]),
        ("convert", ["missing.npy", "out.csv"]),
        ("append", ["grown.npy", "missing.npy"]),
        ("append", ["grown.npy", "rows.npy", "missing.npy"]),
        ("append", ["other.npy", "missing.npy"]),
        ("concat", ["out.npy", "missing.npy"]),
        ("concat", ["out.npy", "rows.npy", "missing.npy"]),
        ("pack", ["out.npz", "missing.npy"]),
        ("pack", ["out.npz", "rows.npy", "w=missing.npy"]),
        ("unpack", ["missing.npz", "out"]),
        ("verify", ["missing.npy"]),
        ("diff", ["missing.npy", "rows.npy"]),
        ("diff", ["rows.npy", "missing.npy"]),
        ("types", ["missing.npy"]),
    ];

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["--json"] = [],
        ["--compress"] = [],
        ["--rewrite"] = [],
        ["--repair"] = [],
        ["--slice"] = ["0"],
        ["--entry"] = ["w"],
        ["--rows"] = ["2"],
        ["--axis"] = ["0"],
        ["--rtol"] = ["0.5"],
        ["--atol"] = ["0.5"],
        ["--equal-nan"] = ["false"],
        ["--strict"] = ["false"],
        ["--namespace"] = ["N"],
        ["--max-decompressed-length"] = ["1000"],
    };

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Verbs.Length)];

    /// <summary>With no option, with each alone, and with all that there are.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryOption_MissingFile_IsOneLine(int row)
    {
        (string verb, string[] words) = Verbs[row];
        string[] options = OptionsOf(verb);
        foreach (string[] given in (string[][])[[], .. options.Select(option => new[] { option }), options])
        {
            if (given.Contains("--compress") && words.Any(word => word.StartsWith("out.", StringComparison.Ordinal) && !word.EndsWith(".npz", StringComparison.Ordinal)))
                continue;   // wrong usage, whatever is there
            using var folder = new TempFolder();
            folder.Write("rows.npy", Npy.Save(new[] { 1, 2 }));
            folder.Write("other.npy", Npy.Save(new[] { 3 }));
            string missing = folder.PathOf(words.Contains("missing.npz") ? "missing.npz" : "missing.npy");

            CliRun run = CliRun.Of([verb, .. words.Select(word => word.StartsWith("w=", StringComparison.Ordinal) ? "w=" + folder.PathOf(word[2..]) : folder.PathOf(word)), .. given.SelectMany(option => (string[])[option, .. Values[option]])]);

            string what = $"{verb} {string.Join(' ', given)}: {run}";
            Assert.True(run.Status == (verb == "diff" ? 2 : 1), what);
            Assert.True(run.Error == $"npyio: {missing}: no such file or directory\n", what);

            // What append creates, it creates without rows, once the first file has told their shape and dtype.
            bool isCreated = words is ["grown.npy", "rows.npy", ..];
            Assert.Equal(isCreated ? ["grown.npy", "other.npy", "rows.npy"] : ["other.npy", "rows.npy"], folder.Names);
            if (isCreated)
                Assert.Equal(Npy.Save(Array.Empty<int>()), File.ReadAllBytes(folder.PathOf("grown.npy")));
            Assert.Equal([3], Npy.Load<int>(folder.PathOf("other.npy")));
        }
    }

    [Fact]
    public void AppendEveryOption_MissingTarget_IsCreated()
    {
        string[] options = OptionsOf("append");
        foreach (string[] given in (string[][])[[], .. options.Select(option => new[] { option }), options])
        {
            using var folder = new TempFolder();
            string grown = folder.PathOf("grown.npy"), rows = folder.Write("rows.npz", Npz.Save([new NpzItem("w", NdArray.FromArray(new[] { 1, 2 }))]));

            CliRun run = CliRun.Of(["append", grown, rows, .. given.SelectMany(option => (string[])[option, .. Values[option]])]);

            Assert.Equal(new CliRun(0, "", ""), run);
            Assert.Equal(Npy.Save(new[] { 1, 2 }), File.ReadAllBytes(grown));
            Assert.Equal(["grown.npy", "rows.npz"], folder.Names);
        }
    }

    [Fact]
    public void Verbs_OfTheHelp_AreAllTried()
    {
        string[] verbs = [.. CommandLine().Matches(CliRun.Of("--help").Output).Select(match => match.Groups[1].Value).Distinct()];

        Assert.Equal(verbs.Order(StringComparer.Ordinal), Verbs.Select(row => row.Verb).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Values.Keys.Order(StringComparer.Ordinal), verbs.SelectMany(OptionsOf).Distinct().Order(StringComparer.Ordinal));
    }

    private static string[] OptionsOf(string verb) => [.. Option().Matches(CliRun.Of(verb, "--help").Output).Select(match => match.Groups[1].Value).Where(option => option != "--help")];

    [GeneratedRegex(@"^  (?:-\S+, )*(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Option();

    /// <summary>The lines of the help's list of commands.</summary>
    [GeneratedRegex(@"^  ([a-z]+) <", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
