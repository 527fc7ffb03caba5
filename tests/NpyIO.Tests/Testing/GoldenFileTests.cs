using NpyIO.Tests.Cli;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Testing;

/// <summary><see cref="NpyAssert.MatchesGolden(NdArray, string, CompareOptions, string, string)"/> and what the environment makes of it.</summary>
public sealed class GoldenFileTests : IDisposable
{
    private static readonly NdArray Sample = new[] { 1.0, 2, 3 };

    private readonly TempFolder _folder = new();
    private readonly string _source;

    public GoldenFileTests()
    {
        _source = _folder.PathOf("BlurTests.cs");
        File.WriteAllText(_source, "");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_GoldenFileThatMatches_Passes()
    {
        Npy.Save(Golden("Blur"), Sample);
        NpyAssert.MatchesGolden(Sample, sourcePath: _source, member: "Blur");

        Npz.Save(Golden("Steps.all", ".npz"), ("a", Sample), ("b", new[] { 1 }));
        NpyAssert.MatchesGolden([("b", new[] { 1 }), ("a", Sample)], "all", sourcePath: _source, member: "Steps");
    }

    [Fact]
    public void Check_OtherValues_WritesWhatItGotAndSaysHowToCompare()
    {
        Npy.Save(Golden("Blur"), new[] { 1.0, 2, 4 });
        string message = Assert.Throws<NpyAssertException>(() => Check("Blur", Sample, new CompareOptions { Rtol = 1e-5, EqualNaN = false })).Message;

        Assert.StartsWith("Not equal to tolerance rtol=1e-05, atol=0\n", message.TrimStart('\n'), StringComparison.Ordinal);
        Assert.EndsWith(
            $"\n\nWhat the test got: {Golden("Blur", ".received.npy")}\nThe difference:    npyio diff \"{Golden("Blur", ".received.npy")}\" \"{Golden("Blur")}\" --rtol 1E-05 --equal-nan false"
            + "\nTo accept it: run the test with NPYIO_UPDATE_GOLDEN=1.",
            message,
            StringComparison.Ordinal);
        Assert.Equal(Sample, Npy.Load(Golden("Blur", ".received.npy")));
        Assert.Equal(new[] { 1.0, 2, 4 }, Npy.Load<double>(Golden("Blur")).ToArray());
    }

    [Fact]
    public void Check_NoGoldenFile_WritesWhatItGotAndFails()
    {
        string message = Assert.Throws<NpyAssertException>(() => Check("Blur", Sample)).Message;

        Assert.Equal(
            $"There is no golden file '{Golden("Blur")}'.\n\nWhat the test got: {Golden("Blur", ".received.npy")}\nTo create the golden file: run the test with NPYIO_UPDATE_GOLDEN=1.",
            message);
        Assert.Equal(Sample, Npy.Load(Golden("Blur", ".received.npy")));
        Assert.False(File.Exists(Golden("Blur")));
    }

    [Fact]
    public void Check_InCI_UpdatesNothing()
    {
        string message = Assert.Throws<NpyAssertException>(() => Check("Blur", Sample, mode: GoldenMode.CompareInCI)).Message;

        Assert.EndsWith("\nNPYIO_UPDATE_GOLDEN is ignored where CI is set: update golden files on your own machine.", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Golden("Blur")));
    }

    [Fact]
    public void Check_Update_CreatesAndReplacesTheGoldenFile()
    {
        Assert.Throws<NpyAssertException>(() => Check("Blur", Sample));
        Check("Blur", Sample, mode: GoldenMode.Update);
        Assert.Equal(Sample, Npy.Load(Golden("Blur")));
        Assert.False(File.Exists(Golden("Blur", ".received.npy")));

        Check("Blur", new[] { 5 }, mode: GoldenMode.Update);
        Assert.Equal(new[] { 5 }, Npy.Load<int>(Golden("Blur")).ToArray());
    }

    [Fact]
    public void Check_UpdateOfAnEqualArray_LeavesTheFile()
    {
        Npy.Save(Golden("Blur"), new[] { 1.0, 2, 3 });
        byte[] before = File.ReadAllBytes(Golden("Blur"));
        Check("Blur", new[] { 1.0, 2, 3 + 1e-12 }, new CompareOptions { Rtol = 1e-9 }, GoldenMode.Update);

        Assert.Equal(before, File.ReadAllBytes(Golden("Blur")));
    }

    [Fact]
    public void Check_DamagedGoldenFile_IsReplacedByAnUpdateOnly()
    {
        File.WriteAllText(Golden("Blur"), "<<<<<<< HEAD");
        Assert.Throws<NpyFormatException>(() => Check("Blur", Sample));
        Check("Blur", Sample, mode: GoldenMode.Update);

        Assert.Equal(Sample, Npy.Load(Golden("Blur")));
    }

    [Fact]
    public void Check_BigEndianArray_MatchesItsOwnGoldenFile()
    {
        NdArray stored = Sample.To(DType.Parse(">f8"));
        Check("Blur", stored, mode: GoldenMode.Update);
        Check("Blur", stored);
        Check("Blur", Sample);
    }

    /// <summary>The printed command, run: it shows the difference, whatever the options of the test.</summary>
    [Fact]
    public void Check_CommandOfTheMessage_ShowsTheDifference()
    {
        (NdArray Golden, NdArray Actual, CompareOptions Options)[] cases =
        [
            (new[] { 1.0, 2 }, new[] { 1.0, 3 }, new CompareOptions { Rtol = 1e-6 }),
            (new[] { 1.0, 2 }, new[] { 1f, 2 }, new CompareOptions { Rtol = 1e-6 }),
            (new[] { 1.0, 2 }, new[] { 1f, 3 }, new CompareOptions { Strict = false }),
            (new[] { double.NaN }, new[] { double.NaN }, new CompareOptions { EqualNaN = false }),
        ];
        foreach ((NdArray golden, NdArray actual, CompareOptions options) in cases)
        {
            Npy.Save(Golden("Blur"), golden);
            string message = Assert.Throws<NpyAssertException>(() => Check("Blur", actual, options)).Message;
            string command = message.Split('\n').Single(line => line.StartsWith("The difference:", StringComparison.Ordinal));
            string[] arguments = command[(command.IndexOf("npyio", StringComparison.Ordinal) + 6)..].Replace("\"", "", StringComparison.Ordinal).Split(' ');
            CliRun run = CliRun.Of(arguments);

            Assert.Equal(1, run.Status);
            Assert.StartsWith(message[..message.IndexOf("\n\nWhat the test got", StringComparison.Ordinal)], run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_PassesAgain_RemovesWhatItGotBefore()
    {
        Npy.Save(Golden("Blur"), Sample);
        Assert.Throws<NpyAssertException>(() => Check("Blur", new[] { 0.0 }));
        Assert.True(File.Exists(Golden("Blur", ".received.npy")));
        Check("Blur", Sample);

        Assert.False(File.Exists(Golden("Blur", ".received.npy")));
    }

    [Fact]
    public void Check_FolderThatCannotBeWritten_StillShowsTheDifference()
    {
        File.WriteAllText(_folder.PathOf("testdata"), "a file where the folder would be");
        string message = Assert.Throws<NpyAssertException>(() => Check("Blur", Sample)).Message;

        Assert.Contains("What the test got could not be written: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MatchesGolden_Twice_IsRefused()
    {
        Npy.Save(Golden("Blur"), Sample);
        NpyAssert.MatchesGolden(Sample, sourcePath: _source, member: "Blur");

        foreach (string member in (string[])["Blur", "BLUR"])
        {
            var error = Assert.Throws<InvalidOperationException>(() => NpyAssert.MatchesGolden(Sample, sourcePath: _source, member: member));
            Assert.Equal(
                $"The golden file 'BlurTests.{member}' was used before in this run. A test with several arrays, or several rows of data, gives each call a name of its own: NpyAssert.MatchesGolden(array, name).",
                error.Message);
        }

        // An archive would be another file, but nobody could tell the two apart by their names.
        Assert.Throws<InvalidOperationException>(() => NpyAssert.MatchesGolden([("a", Sample)], sourcePath: _source, member: "Blur"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData(@"a\b")]
    [InlineData("a:b")]
    [InlineData("a\nb")]
    [InlineData("ends with a dot.")]
    public void MatchesGolden_NameThatIsNoFileName_IsRefused(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => NpyAssert.MatchesGolden(Sample, name, sourcePath: _source, member: "Blur"));
        Assert.Equal($"'{name}' cannot be part of a file name on every system: use letters, digits, '-' and '_'. (Parameter 'name')", error.Message);
    }

    [Fact]
    public void MatchesGolden_SourceThatIsNotHere_IsRefused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => NpyAssert.MatchesGolden(Sample, sourcePath: "/_/nowhere/NoTests.cs", member: "Blur"));
        Assert.StartsWith("The source file of the test, '/_/nowhere/NoTests.cs', is not on this machine", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "Compare")]
    [InlineData("0", null, "Compare")]
    [InlineData("1", null, "Update")]
    [InlineData("1", "", "Update")]
    [InlineData("1", "true", "CompareInCI")]
    [InlineData("1", "1", "CompareInCI")]
    [InlineData(null, "true", "Compare")]
    public void Mode_OfTheEnvironment_NeverUpdatesInCI(string? update, string? ci, string expected) =>
        Assert.Equal(expected, GoldenFile.Mode(name => name == "CI" ? ci : name == "NPYIO_UPDATE_GOLDEN" ? update : null).ToString());

    private void Check(string member, NdArray actual, CompareOptions? options = null, GoldenMode mode = GoldenMode.Compare) =>
        GoldenFile.At(Golden(member, ""), ".npy").Check(GoldenContent.Of(actual), options, mode);

    private string Golden(string member, string extension = ".npy")
    {
        string folder = _folder.PathOf("testdata");
        if (!File.Exists(folder))
            Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"BlurTests.{member}{extension}");
    }
}
