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
            CliRun run = RunOfCommand(message);

            Assert.Equal(1, run.Status);
            Assert.StartsWith(DifferenceIn(message), run.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>Byte order counts to the command, but not to the test.</summary>
    [Fact]
    public void Check_GoldenFileInOtherByteOrder_ReceivedFileIsInThat()
    {
        foreach ((string golden, string actual) in new[] { (">f8", "<f8"), ("<f8", ">f8"), ("[('a', '>i2'), ('b', 'u1')]", "[('a', '<i2'), ('b', 'u1')]") })
        {
            Npy.Save(Golden("Blur"), NdArray.Create(DType.Parse(golden), 3));
            NdArray other = NdArray.Create(DType.Parse(actual), 3);
            if (other.DType.IsStruct)
                other["a"].Fill<short>(2);
            else
                other.Fill(2.0);
            string message = Assert.Throws<NpyAssertException>(() => Check("Blur", other)).Message;

            Assert.Equal(DType.Parse(golden).Descr, Npy.ReadHeader(Golden("Blur", ".received.npy")).DType.Descr);
            // The arrays themselves follow, which print a byte order that is not the machine's.
            Assert.StartsWith(DifferenceIn(message).Split("\n ACTUAL: ")[0], RunOfCommand(message).Output, StringComparison.Ordinal);
            Assert.Contains("Mismatched elements: 3 / 3 (100%)", message, StringComparison.Ordinal);
            NpyAssert.Equal(other, Npy.Load(Golden("Blur", ".received.npy")));
        }
    }

    [Fact]
    public void Check_GoldenArchiveInOtherByteOrder_ReceivedEntriesAreInThat()
    {
        Npz.Save(Golden("Steps", ".npz"), ("a", Sample.To(DType.Parse(">f8"))), ("b", Sample), ("c", Sample.To(DType.Parse(">f4"), Casting.SameKind)), ("missing", Sample));
        Dictionary<string, NdArray> actual = new() { ["a"] = Sample, ["b"] = Sample.To(DType.Parse(">f8")), ["c"] = new[] { 1.0, 2, 4 }, ["extra"] = Sample.To(DType.Parse(">f8")) };
        Assert.Throws<NpyAssertException>(() => GoldenFile.At(Golden("Steps", ""), ".npz").Check(GoldenContent.Of(actual), null, GoldenMode.Compare));

        Dictionary<string, NdArray> received = Npz.Load(Golden("Steps", ".received.npz"), NpyReadOptions.AsStored);
        Assert.Equal(["'>f8'", "'<f8'", "'<f8'", "'>f8'"], received.Values.Select(array => array.DType.Descr));
        NpyAssert.Equal(actual, received);
    }

    [Fact]
    public void Check_ReceivedFileThatCannotBeWritten_HasNoCommand()
    {
        Npy.Save(Golden("Blur"), new[] { 1.0 });
        Directory.CreateDirectory(Golden("Blur", ".received.npy"));
        string message = Assert.Throws<NpyAssertException>(() => Check("Blur", Sample)).Message;

        Assert.Contains("\n\nWhat the test got could not be written: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("npyio diff", message, StringComparison.Ordinal);
        Assert.EndsWith("\nTo accept it: run the test with NPYIO_UPDATE_GOLDEN=1.", message, StringComparison.Ordinal);
    }

    /// <summary>Every line feed of the header and the data with a carriage return before it, as Git writes it to a file that it takes for text.</summary>
    [Fact]
    public void Check_GoldenFileWithConvertedLineEnds_IsDamaged()
    {
        byte[] file = Npy.Save(new byte[] { 1, 10, 2, 3 });
        File.WriteAllBytes(Golden("Blur"), [.. file.SelectMany(one => one == 10 ? new byte[] { 13, 10 } : [one])]);
        Assert.Throws<NpyFormatException>(() => Check("Blur", new byte[] { 10, 1, 13, 10 }));

        // The data alone.
        File.WriteAllBytes(Golden("Blur"), [.. file, 3]);
        Assert.Throws<NpyFormatException>(() => Check("Blur", new byte[] { 1, 10, 2, 3 }));
        Assert.Throws<NpyFormatException>(() => NpyAssert.Equal(Golden("Blur"), new byte[] { 1, 10, 2, 3 }));
        Check("Blur", Sample, mode: GoldenMode.Update);
        Check("Blur", Sample);
    }

    [Fact]
    public void Check_VariableThatIsNotOne_SaysThatItMustBe()
    {
        string message = Assert.Throws<NpyAssertException>(() => Check("Blur", Sample, mode: GoldenMode.CompareNotOne)).Message;

        Assert.EndsWith("\nTo create the golden file: run the test with NPYIO_UPDATE_GOLDEN=1; it is set to something else, but must be 1.", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Golden("Blur")));
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

    [Fact]
    public void MatchesGolden_NameWithAccents_HasOneForm()
    {
        Npy.Save(Golden("Blur.caf\u00E9"), Sample);
        NpyAssert.MatchesGolden(Sample, "caf\u00E9", sourcePath: _source, member: "Blur");

        Assert.Throws<InvalidOperationException>(() => NpyAssert.MatchesGolden(Sample, "CAF\u00C9", sourcePath: _source, member: "Blur"));
        foreach (string name in (string[])["cafe\u0301", "\u304B\u3099", "\u30CF\u309A"])
        {
            var error = Assert.Throws<ArgumentException>(() => NpyAssert.MatchesGolden(Sample, name, sourcePath: _source, member: "Blur"));
            Assert.Equal($"'{name}' has accents as characters of their own; with the letter in one character it would be the same file on some systems, but not on all: pass name.Normalize(). (Parameter 'name')", error.Message);
        }
    }

    [Theory]
    [InlineData("", "''")]
    [InlineData("a/b", "'a/b'")]
    [InlineData(@"a\b", @"'a\\b'")]
    [InlineData("a:b", "'a:b'")]
    [InlineData("a\nb", @"'a\nb'")]
    [InlineData("ends with a dot.", "'ends with a dot.'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("a`b", "'a`b'")]
    [InlineData("a!b", "'a!b'")]
    [InlineData("a\u007Fb", @"'a\x7fb'")]
    [InlineData("a\u0085b", @"'a\x85b'")]
    [InlineData("a\u202Eb", @"'a\u202eb'")]
    [InlineData("a\u200Bb", @"'a\u200bb'")]
    [InlineData("a\u2028b", @"'a\u2028b'")]
    [InlineData("a\U000E0041b", @"'a\U000e0041b'")]
    public void MatchesGolden_NameThatIsNoFileName_IsRefused(string name, string quoted)
    {
        var error = Assert.Throws<ArgumentException>(() => NpyAssert.MatchesGolden(Sample, name, sourcePath: _source, member: "Blur"));
        Assert.Equal($"{quoted} cannot be part of a file name on every system, or not between quotes in a shell: use letters, digits, '-' and '_'. (Parameter 'name')", error.Message);
    }

    [Fact]
    public void MatchesGolden_NameWithALoneSurrogate_IsRefused()
    {
        foreach (string name in (string[])["a\uD800", "\uDC00b"])
            Assert.Throws<ArgumentException>(() => NpyAssert.MatchesGolden(Sample, name, sourcePath: _source, member: "Blur"));
        Assert.Throws<NpyAssertException>(() => NpyAssert.MatchesGolden(Sample, "\U0001F600", sourcePath: _source, member: "Blur"));
    }

    [Theory]
    [InlineData("Blur", "received")]
    [InlineData("Blur", "RECEIVED")]
    [InlineData("Blur", "a.Received")]
    [InlineData("Received", null)]
    public void MatchesGolden_NameOfAReceivedFile_IsRefused(string member, string? name)
    {
        var error = Assert.Throws<ArgumentException>(() => NpyAssert.MatchesGolden(Sample, name, sourcePath: _source, member: member));
        Assert.Equal($"'{name ?? member}' would be the name of what another test got, '….received.npy', which is replaced, deleted and kept out of repositories: give another name. (Parameter 'name')", error.Message);
    }

    [Theory]
    [InlineData("<Main>$", "a", "Main.a")]
    [InlineData("<Main>$", null, "Main")]
    [InlineData("Received", "a", "Received.a")]
    [InlineData("Blur", "received2", "Blur.received2")]
    [InlineData("Blur", "unreceived", "Blur.unreceived")]
    public void GoldenName_OfAMember_LeavesOutWhatNoFileNameHas(string member, string? name, string expected) => Assert.Equal(expected, GoldenName.Of(member, name));

    [Fact]
    public void MatchesGolden_SourceThatIsNotHere_IsRefused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => NpyAssert.MatchesGolden(Sample, sourcePath: "/_/nowhere/NoTests.cs", member: "Blur"));
        Assert.StartsWith("The source file of the test, '/_/nowhere/NoTests.cs', is not on this machine", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "Compare")]
    [InlineData("", null, "Compare")]
    [InlineData("0", null, "CompareNotOne")]
    [InlineData("true", "", "CompareNotOne")]
    [InlineData("true", "1", "CompareInCI")]
    [InlineData("1", null, "Update")]
    [InlineData("1", "", "Update")]
    [InlineData("1", "true", "CompareInCI")]
    [InlineData("1", "1", "CompareInCI")]
    [InlineData(null, "true", "Compare")]
    public void Mode_OfTheEnvironment_NeverUpdatesInCI(string? update, string? ci, string expected) =>
        Assert.Equal(expected, GoldenFile.Mode(name => name == "CI" ? ci : name == "NPYIO_UPDATE_GOLDEN" ? update : null).ToString());

    private static CliRun RunOfCommand(string message)
    {
        string command = message.Split('\n').Single(line => line.StartsWith("The difference:", StringComparison.Ordinal));
        return CliRun.Of(command[(command.IndexOf("npyio", StringComparison.Ordinal) + 6)..].Replace("\"", "", StringComparison.Ordinal).Split(' '));
    }

    /// <summary>As <see cref="ArrayDifference"/> has it: without the advice of the assertion.</summary>
    private static string DifferenceIn(string message) => message.Split("\n\nWhat the test got")[0].Split("\nIf the dtypes may differ: ")[0];

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
