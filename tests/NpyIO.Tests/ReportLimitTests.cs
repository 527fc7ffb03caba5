using System.Text.RegularExpressions;
using NpyIO.Cli.Comparing;
using NpyIO.Tests.Cli;
using NpyIO.Tests.Records;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>Reports shorten long names and lists: at exactly the greatest length everything is there, and one more is cut or counted.</summary>
public sealed class ReportLimitTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "… and 1 more difference\n")]
    [InlineData(2, "… and 2 more differences\n")]
    public void Diff_DifferencesAroundTheMost_AreCountedBeyondThem(int more, string end)
    {
        using var folder = new TempFolder();
        int count = FoundDifferences.MaxKept + more;
        string one = folder.Write("a.pkl", Pickle.Save(Enumerable.Repeat<object?>(1L, count).ToList())), other = folder.Write("b.pkl", Pickle.Save(Enumerable.Repeat<object?>(2L, count).ToList()));

        Assert.EndsWith("[9999]: 1 (ACTUAL), 2 (DESIRED)\n" + end, CliRun.Of("diff", one, other).Output, StringComparison.Ordinal);
        Assert.Equal(more > 0, JsonTree.Parse(CliRun.Of("diff", "--json", one, other).Output).TryGetProperty("more", out _));
    }

    [Theory]
    [InlineData(60, "'")]
    [InlineData(61, "'…(+1)")]
    public void Diff_TextsAroundTheLongest_AreCutBeyondIt(int length, string end)
    {
        using var folder = new TempFolder();
        string one = folder.Write("a.pkl", Pickle.Save(new string('a', length))), other = folder.Write("b.pkl", Pickle.Save("b"));

        Assert.Equal(new CliRun(1, $"value: '{new string('a', 60)}{end} (ACTUAL), 'b' (DESIRED)\n", ""), CliRun.Of("diff", one, other));
    }

    /// <summary>Bytes of one length are written out, with <c>b</c> and both quotes.</summary>
    [Theory]
    [InlineData(57, "'")]
    [InlineData(58, "…")]
    public void Diff_BytesAroundTheLongest_AreCutBeyondIt(int length, string end)
    {
        using var folder = new TempFolder();
        string one = folder.Write("a.pkl", Pickle.Save(Enumerable.Repeat((byte)'a', length).ToArray())), other = folder.Write("b.pkl", Pickle.Save(Enumerable.Repeat((byte)'b', length).ToArray()));

        Assert.Equal(new CliRun(1, $"value: b'{new string('a', length)}{end} (ACTUAL), b'{new string('b', length)}{end} (DESIRED)\n", ""), CliRun.Of("diff", one, other));
    }

    [Theory]
    [InlineData(10, "")]
    [InlineData(11, " and 1 more")]
    public void Cat_EntriesAroundTheMostThatAreNamed_AreCountedBeyondThem(int count, string end)
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", Npz.Save(Enumerable.Range(0, count).Select(i => new NpzItem($"a{i}", NdArray.FromArray(new[] { i })))));
        string named = string.Join(", ", Enumerable.Range(0, 10).Select(i => $"'a{i}'")) + end;

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no entry 'q'; there are {named}\n"), CliRun.Of("cat", file, "--entry", "q"));
    }

    /// <summary>Five items from each end, and one between them rather than a line that says so.</summary>
    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public void Cat_ListsAroundTheLongestThatIsWhole_LackTheirMiddle(int count, bool isCut)
    {
        using var folder = new TempFolder();
        string[] lines = CliRun.Of("cat", folder.Write("x.pkl", Pickle.Save(Enumerable.Range(0, count).Select(i => (object?)(long)i).ToList()))).Output.TrimEnd('\n').Split('\n');

        Assert.Equal(12, lines.Length);   // with the list's own
        Assert.Equal(isCut ? "  … 2 more" : "  5", lines[6]);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(201, "...")]
    public void Indexer_KeysAroundTheLongest_AreCutBeyondIt(int length, string end)
    {
        using NpzFile file = Npz.Open(Npz.Save(new Dictionary<string, int[]>()));

        Assert.Equal($"The archive has no entry '{new string('k', 200)}'{end}; it is empty", Assert.Throws<KeyNotFoundException>(() => file[new string('k', length)]).Message);
    }

    [Theory]
    [InlineData(60, "'")]
    [InlineData(61, "'...")]
    public void Load_WordsOfAHeaderAroundTheLongest_AreCutBeyondIt(int length, string end)
    {
        byte[] file = NpyBytes.Header(1, $"{{'descr': '<i4', 'fortran_order': '{new string('w', length)}', 'shape': (), }}\n");

        Assert.Contains($"the string '{new string('w', 60)}{end}", Assert.Throws<NpyFormatException>(() => Npy.Load(file)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('w', 61), Assert.Throws<NpyFormatException>(() => Npy.Load(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, "")]
    [InlineData(81, "…")]
    public void Parse_DTypesAroundTheLongest_AreCutBeyondIt(int length, string end) => Assert.StartsWith(
        $"'{new string('q', 80)}{end}' is not a dtype", Assert.Throws<NpyFormatException>(() => DType.Parse(new string('q', length))).Message, StringComparison.Ordinal);

    /// <summary>Two rows are of members that have no field.</summary>
    [Theory]
    [InlineData(97, false)]
    [InlineData(98, false)]
    [InlineData(99, true)]
    public void Load_RecordsAroundTheMostFields_AreCountedBeyondThem(int count, bool isCut)
    {
        DType dtype = DType.Struct(Enumerable.Range(0, count).Select(i => new Field($"f{i}", DType.Int32, 4 * i)).ToArray(), 4 * count);

        string message = Assert.Throws<InvalidCastException>(() => Npy.Load<PackedTick>(Npy.Save(NdArray.Create(dtype, 1)))).Message;

        Assert.Equal(isCut, Regex.IsMatch(message, "^ *and 1 more *$", RegexOptions.Multiline));
        Assert.Equal(!isCut, Regex.IsMatch(message, $"^ *'f{count - 1}' ", RegexOptions.Multiline));
        Assert.Contains($"'f{Math.Min(count, 98) - 1}'", message, StringComparison.Ordinal);
    }
}
