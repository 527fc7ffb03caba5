using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

/// <summary>Where errors in joblib files are: counted from the start of the content, whatever was read before.</summary>
public sealed class JoblibOffsetTests
{
    private const int LongLength = 20_000;

    public static TheoryData<SourceKind> Kinds => Sources.All;

    /// <summary>The first array is longer than what is read ahead; the second ends early.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_SecondArrayCutShort_SaysWhereTheFileEnds(SourceKind kind)
    {
        foreach (int there in (int[])[0, 1, 8 * LongLength - 1])
        {
            byte[] file = TwoArrays(out int start)[..(start + there)];

            var error = await Assert.ThrowsAsync<NpyFormatException>(() => JoblibSources.LoadAsync(kind, file));

            Assert.Equal((NpyFormatReason.TruncatedData, (long)file.Length), (error.Reason, error.Offset));
            Assert.Equal($"The data end early: shape ({LongLength},) of '<f8' takes {8 * LongLength} bytes, but only {there} are there (at byte {file.Length})", error.Problem);
            Assert.Equal(($"{8 * LongLength} bytes", $"{there} bytes"), (error.Expected, error.Found));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8 * LongLength - 1)]
    public void Open_SecondArrayCutShort_SaysWhereTheFileEnds(int there)
    {
        byte[] content = TwoArrays(out int start)[..(start + there)];
        using TempFile file = new(content);

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Open(file.Path));

        Assert.Equal((NpyFormatReason.TruncatedData, (long)content.Length, file.Path), (error.Reason, error.Offset, error.Path));
        Assert.Equal($"{there} bytes", error.Found);
    }

    /// <summary>The data of the array are all there, but not the opcode behind them.</summary>
    [Fact]
    public void LoadAndOpen_EndRightBehindTheData_IsMissingItsStop()
    {
        byte[] content = TwoArrays(out int start)[..(start + 8 * LongLength)];
        using TempFile file = new(content);

        foreach (Action load in (Action[])[() => Joblib.Load(file.Path), () => Joblib.Open(file.Path), () => Joblib.Load(content)])
        {
            var error = Assert.Throws<NpyFormatException>(load);
            Assert.Equal((NpyFormatReason.TruncatedData, (long)content.Length), (error.Reason, error.Offset));
            Assert.Equal($"The pickle ends before its STOP opcode (at byte {content.Length})", error.Problem);
        }
    }

    [Theory]
    [InlineData(JoblibCompression.Zlib)]
    [InlineData(JoblibCompression.Gzip)]
    [InlineData(JoblibCompression.Xz)]
    public void Load_CompressedArrayCutShort_SaysWhereTheContentEnds(JoblibCompression compression)
    {
        byte[] content = TwoArrays(out int start)[..(start + 24)];

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(JoblibCompressionTests.Compress(compression, content)));

        Assert.Equal((NpyFormatReason.TruncatedData, (long)content.Length, "24 bytes"), (error.Reason, error.Offset, error.Found));
    }

    /// <summary>An opcode that is none, behind an array, behind a nested pickle, and in the nested pickle.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_OpcodeThatIsNone_IsWhereItIsInTheFile(SourceKind kind)
    {
        byte[] behindArray = new JoblibBytes().Add("(").Array("<f8", [LongLength], new byte[8 * LongLength]).Add("\u00ff").ToArray();
        byte[] nested = new JoblibBytes().Add("(").Array("<f8", [LongLength], new byte[8 * LongLength]).Wrapper("|O", [1]).Add("\u0080\u0003N\u00ff").ToArray();
        byte[] behindNested = new JoblibBytes().Add("(").Wrapper("|O", [1]).Add("\u0080\u0003N.\u00ff").ToArray();

        foreach (byte[] file in (byte[][])[behindArray, nested, behindNested])
        {
            var error = await Assert.ThrowsAsync<NpyFormatException>(() => JoblibSources.LoadAsync(kind, file));

            Assert.Equal((NpyFormatReason.BadPickle, file.Length - 2L), (error.Reason, error.Offset));
            Assert.Equal($"There is no pickle opcode 0xff (at byte {file.Length - 2})", error.Problem);
        }
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void Load_PaddingAroundTheAlignment_IsAllowedUpToIt(byte length, bool isAllowed) => AssertPadding(16, length, isAllowed);

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(254, 255, false)]
    [InlineData(255, 255, true)]
    public void Load_PaddingOfOtherAlignments_IsAllowedUpToThem(byte alignment, byte length, bool isAllowed) => AssertPadding(alignment, length, isAllowed);

    /// <summary>What is wrong is found before any of the padding is taken.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\u0002")]
    [InlineData("\u0002\u00ff")]
    [InlineData("\u0002\u00ff\u00fe")]
    [InlineData("\u0002\u00fe\u00ff")]
    [InlineData("\u0011")]
    public void Load_PaddingThatIsNone_SaysWhereItBegins(string padding)
    {
        byte[] wrapper = new JoblibBytes().Array("<f8", [1], new byte[8]).Wrapper("<f8", [1]).ToArray()[..^1];
        byte[] file = [.. wrapper, .. Encoding.Latin1.GetBytes(padding)];

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file));

        Assert.Equal((NpyFormatReason.BadPickle, (long)wrapper.Length), (error.Reason, error.Offset));
        Assert.StartsWith("The padding before an array's data is not valid", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("K\u0001", true)]
    [InlineData("K\u00ff", true)]
    [InlineData("K\0", false)]
    [InlineData("M\0\u0001", false)]
    [InlineData("J\u00ff\u00ff\u00ff\u00ff", false)]
    [InlineData("\u0088", false)]
    [InlineData("]", false)]
    public void Load_Alignment_IsOneTo255Bytes(string alignment, bool isAllowed)
    {
        byte[] file = new JoblibBytes().Wrapper("<f8", [1], alignment: null).ToArray()[..^3];
        file = [.. file, .. new JoblibBytes().Text("numpy_array_alignment_bytes").Add(alignment).Add("ub\0").Add(JoblibBytes.Data(5)).ToArray().AsSpan(2)];

        if (isAllowed)
        {
            Assert.Equal([5.0], Joblib.Load<NdArray>(file).ToArray<double>());
            return;
        }

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file));
        Assert.StartsWith("The alignment of a joblib array's data is not a number of bytes", error.Problem, StringComparison.Ordinal);
        Assert.Equal((NpyFormatReason.BadPickle, "1 to 255"), (error.Reason, error.Expected));
    }

    /// <summary>None is what joblib before 1.2 would have for it: no padding.</summary>
    [Fact]
    public void Load_AlignmentThatIsNone_MeansNoPadding()
    {
        byte[] file = new JoblibBytes().Wrapper("<f8", [1], alignment: null).ToArray()[..^3];

        file = [.. file, .. new JoblibBytes().Text("numpy_array_alignment_bytes").Add("Nub").Add(JoblibBytes.Data(5)).ToArray().AsSpan(2)];

        Assert.Equal([5.0], Joblib.Load<NdArray>(file).ToArray<double>());
    }

    [Theory]
    [InlineData("joblib.numpy_pickle")]
    [InlineData("joblib.numpy_pickle_compat")]
    [InlineData("sklearn.externals.joblib.numpy_pickle")]
    [InlineData("sklearn.externals.joblib.numpy_pickle_compat")]
    public void Load_ModuleOfJoblib_IsKnownForEveryWrapper(string module)
    {
        using TempFolder folder = new();
        folder.WriteNpy<double>("a.npy", "'<f8'", "(1,)", 1);
        folder.Write("b.z", JoblibCompressionTests.ZFile("0x8", JoblibBytes.Data(2)));
        byte[] content = new JoblibBytes().Add("(").Companion("a.npy").CompressedCompanion("b.z", "<f8", 1).Array("<f8", [1], JoblibBytes.Data(3)).Add("t").ToArray();
        string path = folder.Write("model", Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(content).Replace(JoblibBytes.Module + "\n", module + "\n", StringComparison.Ordinal)));

        Assert.Equal([1.0, 2.0, 3.0], Joblib.Load<PickleTuple>(path).Select(array => ((NdArray)array!).Get<double>(0)));
    }

    private static void AssertPadding(byte alignment, byte length, bool isAllowed)
    {
        byte[] file = new JoblibBytes().Wrapper("<f8", [1], alignment: alignment).Add([length]).Add(Enumerable.Repeat((byte)0xFF, length).ToArray()).Add(JoblibBytes.Data(5)).ToArray();

        if (isAllowed)
            Assert.Equal([5.0], Joblib.Load<NdArray>(file).ToArray<double>());
        else
            Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => Joblib.Load(file)).Reason);
    }

    /// <summary>Two long arrays in a tuple, and where the data of the second begin.</summary>
    private static byte[] TwoArrays(out int start)
    {
        byte[] data = new byte[8 * LongLength];
        byte[] file = new JoblibBytes().Add("(").Array("<f8", [LongLength], data).Array("<f8", [LongLength], data).Add("t").ToArray();
        start = file.Length - 2 - data.Length;
        return file;
    }
}
