using System.Text;
using NpyIO.JoblibFiles;
using NpyIO.Signatures;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

public class JoblibCompressionTests
{
    private static readonly JoblibCompression[] Compressions = Enum.GetValues<JoblibCompression>()[1..];

    public static TheoryData<JoblibCompression, SourceKind> EverySource
    {
        get
        {
            var rows = new TheoryData<JoblibCompression, SourceKind>();
            foreach (JoblibCompression compression in Compressions)
            {
                foreach (SourceKind kind in Sources.Kinds)
                    rows.Add(compression, kind);
            }

            return rows;
        }
    }

    public static TheoryData<JoblibCompression> All => new(Compressions);

    [Fact]
    public void Load_ZlibThatAsksForADictionary_IsRefused() =>
        Assert.Equal(NpyFormatReason.BadCompression, Assert.Throws<NpyFormatException>(() => Joblib.Load([.. Encoding.Latin1.GetBytes("ZF" + "0x9".PadRight(19)), 0x78, 0x20, 0, 0, 0, 1, 0, 0, 0])).Reason);

    [Theory]
    [MemberData(nameof(EverySource))]
    public async Task Load_Compressed_IsRecognisedByItsContent(JoblibCompression compression, SourceKind kind)
    {
        byte[] file = Compress(compression, JoblibLoadTests.Mixed());

        var list = Assert.IsType<List<object?>>(await JoblibSources.LoadAsync(kind, file));

        Assert.Equal([0.5, 1.5, 2.5, 3.5, 4.5, 5.5], Assert.IsType<NdArray>(list[0]).ToArray<double>());
        Assert.Equal("between", list[1]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Load_CompressedAndCutShort_NeverGivesOtherValues(JoblibCompression compression)
    {
        byte[] file = Compress(compression, JoblibLoadTests.Mixed());

        for (int length = 1; length < file.Length; length++)
            AssertRightOrRefused(file[..length]);
    }

    [Theory]
    [MemberData(nameof(All))]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Load_CompressedWithAFlippedBit_IsAnErrorOrAValue(JoblibCompression compression)
    {
        byte[] file = Compress(compression, JoblibLoadTests.Mixed());

        foreach (int bit in Campaign.Each(file.Length * 8))
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            if (compression == JoblibCompression.Lzma)
                LoadOrRefuse(file);   // has no checksum
            else
                AssertRightOrRefused(file);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Load_DamagedChecksum_IsFoundBehindTheContent()
    {
        byte[] file = Compress(JoblibCompression.Zlib, JoblibLoadTests.Mixed());
        file[^1] ^= 1;

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file));

        Assert.Equal(NpyFormatReason.BadCompression, error.Reason);
        Assert.StartsWith("The file cannot be decompressed: the zlib data are damaged (behind byte ", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ZlibWithADictionary_IsRefused() =>
        Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => Joblib.Load([0x78, 0xbb, .. new byte[20]])).Reason);

    [Theory]
    [InlineData(JoblibCompression.Gzip, "the gzip data are damaged (behind")]
    [InlineData(JoblibCompression.Bzip2, "the bzip2 data are damaged (")]
    [InlineData(JoblibCompression.Xz, "")]
    public void Load_DamagedData_IsToldOnce(JoblibCompression compression, string expected)
    {
        byte[] file = Compress(compression, JoblibLoadTests.Mixed());
        file[^(file.Length / 3)] ^= 0x55;

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file));

        Assert.StartsWith("The file cannot be decompressed: " + expected, error.Problem, StringComparison.Ordinal);
        Assert.Equal(error.Problem.IndexOf("damaged", StringComparison.Ordinal), error.Problem.LastIndexOf("damaged", StringComparison.Ordinal));
        Assert.DoesNotContain("archive", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JoblibCompression.Bzip2)]
    [InlineData(JoblibCompression.Xz)]
    public void Load_DamageThatLooksLikeAnotherPickle_IsToldAsDamage(JoblibCompression compression)
    {
        // What a block of bzip2 holds is handed out before its checksum has been seen.
        byte[] file = Compress(compression, Joblib.Save(new List<object?>(Enumerable.Range(0, 5000).Select(i => (object?)$"item {i}"))));

        for (int i = 0; i < 40; i++)
        {
            int at = 100 + (file.Length - 200) * i / 40;
            file[at] ^= 0x10;
            Assert.Equal(NpyFormatReason.BadCompression, Assert.Throws<NpyFormatException>(() => Joblib.Load(file)).Reason);
            file[at] ^= 0x10;
        }
    }

    [Theory]
    [InlineData("0x31f", ' ')]
    [InlineData("0x31fL", null)]
    public void Load_ContainerBefore010_IsRead(string length, char? extra)
    {
        byte[] content = new JoblibBytes().Add("(").Text(new string('a', 0x31f - 10)).Add("t").ToArray();
        Assert.Equal(0x31f, content.Length);

        PickleTuple tuple = Joblib.Load<PickleTuple>(ZFile(length, content, extra));

        Assert.Equal(new string('a', 0x31f - 10), tuple[0]);
    }

    [Theory]
    [InlineData("0x1")]
    [InlineData("0x1000")]
    [InlineData("0x7fffffffffffffff")]
    public void Load_ContainerBefore010OfAnotherLength_IsRefused(string length)
    {
        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(ZFile(length, JoblibLoadTests.Mixed())));

        Assert.Equal(NpyFormatReason.BadCompression, error.Reason);
        Assert.Contains("The file says that its data have", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0xffffffffffffffff")]
    [InlineData("0x12 4")]
    public void Load_ContainerBefore010WithoutALength_IsRefused(string length)
    {
        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(ZFile(length, JoblibLoadTests.Mixed())));

        Assert.Contains("the length of the data is not a number", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Load_ContainerBefore010AroundItsLength_IsReadOnlyOfThat(int difference)
    {
        byte[] content = JoblibLoadTests.Mixed();
        int claimed = content.Length + difference;
        byte[] file = ZFile($"0x{claimed:x}", content);

        if (difference == 0)
        {
            Assert.IsType<List<object?>>(Joblib.Load(file));
            return;
        }

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file));
        Assert.Equal($"The file says that its data have {claimed} bytes, but there are {(difference < 0 ? "more" : $"only {content.Length}")} (at byte {content.Length})", error.Problem);
        Assert.Equal((NpyFormatReason.BadCompression, (long)content.Length), (error.Reason, error.Offset));
        Assert.Equal(($"{claimed} bytes", $"{content.Length} bytes"), (error.Expected, error.Found));
    }

    /// <summary>The head takes 21 bytes, and at least one of the data follows.</summary>
    [Fact]
    public void Load_ContainerBefore010CutInItsHead_SaysWhereItsLengthIs()
    {
        byte[] file = ZFile("0x5", [0x80, 2, (byte)'K', 7, (byte)'.']);

        for (int length = 5; length <= 21; length++)
        {
            var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file.AsMemory(0, length)));
            Assert.Equal((NpyFormatReason.BadCompression, 2L), (error.Reason, error.Offset));
        }

        Assert.NotEqual(2, Assert.Throws<NpyFormatException>(() => Joblib.Load(file.AsMemory(0, 22))).Offset);
        Assert.Equal(7L, Joblib.Load(file));
    }

    [Fact]
    public void Load_Bomb_TakesMemoryOnlyForWhatIsThere()
    {
        // Megabytes of zeros that claim to be an array of terabytes.
        byte[] wrapper = new JoblibBytes().Wrapper("<f8", [1L << 40], alignment: null).ToArray();
        byte[] file = Compress(JoblibCompression.Zlib, [.. wrapper.AsSpan(0, wrapper.Length - 1), .. new byte[1 << 20]]);

        Allocations.AreAtMost(20 << 20, () => Assert.Equal(NpyFormatReason.TruncatedData, Assert.Throws<NpyFormatException>(() => Joblib.Load(file)).Reason));
    }

    internal static byte[] Compress(JoblibCompression compression, ReadOnlySpan<byte> content)
    {
        var target = new MemoryStream();
        using (Stream stream = FileCompressors.OpenWrite(JoblibLayout.KindOf(compression), target, level: 3))
            stream.Write(content);
        return target.ToArray();
    }

    internal static byte[] ZFile(string length, ReadOnlySpan<byte> content, char? extra = null) =>
        [.. Encoding.Latin1.GetBytes("ZF" + length.PadRight(19) + extra), .. Compress(JoblibCompression.Zlib, content)];

    private static void AssertRightOrRefused(byte[] file)
    {
        if (LoadOrRefuse(file) is { } value)
            Assert.Equal([0.5, 1.5, 2.5, 3.5, 4.5, 5.5], Assert.IsType<NdArray>(Assert.IsType<List<object?>>(value)[0]).ToArray<double>());
    }

    private static object? LoadOrRefuse(byte[] file)
    {
        try
        {
            return Joblib.Load(file);
        }
        catch (NpyFormatException)
        {
            return null;
        }
    }
}
