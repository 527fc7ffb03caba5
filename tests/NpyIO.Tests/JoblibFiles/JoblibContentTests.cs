using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

/// <summary>All values of a file, and what is said of what follows the first: by every verb that reads them.</summary>
public sealed class JoblibContentTests
{
    private const string NotRead = ", and Python's load does not read them (at byte ";

    private static readonly byte[] Array = new JoblibBytes().Array("<f8", [1], JoblibBytes.Data(1)).ToArray();
    private static readonly byte[] Number = [0x80, 2, (byte)'K', 5, (byte)'.'];

    [Fact]
    public async Task LoadContent_OneValue_HasNothingElse()
    {
        foreach (JoblibContent content in await ContentsAsync(Number))
        {
            Assert.Equal([5L], content.Values);
            Assert.Equal((FileCompression.None, false, null, null), (content.Compression, content.IsJoblib, content.Trailing, content.Fault));
        }
    }

    [Fact]
    public async Task LoadContent_Array_IsOfJoblib()
    {
        Assert.All(await ContentsAsync(Array), content => Assert.True(content.IsJoblib));
        Assert.All(await ContentsAsync([.. Number, .. Array]), content => Assert.True(content.IsJoblib));
        Assert.All(await ContentsAsync(new JoblibBytes().Wrapper("<f8", [1], module: "other").ToArray()), content => Assert.False(content.IsJoblib));
    }

    [Theory]
    [InlineData(JoblibCompression.Zlib)]
    [InlineData(JoblibCompression.Gzip)]
    [InlineData(JoblibCompression.Bzip2)]
    [InlineData(JoblibCompression.Lzma)]
    [InlineData(JoblibCompression.Xz)]
    [InlineData(JoblibCompression.Lz4)]
    public async Task LoadContent_CompressedPickles_AreAllRead(JoblibCompression compression)
    {
        byte[] file = JoblibCompressionTests.Compress(compression, [.. Number, .. Number]);

        foreach (JoblibContent content in await ContentsAsync(file))
        {
            Assert.Equal([5L, 5L], content.Values);
            Assert.Equal((compression.ToString(), true), (content.Compression.ToString(), content.IsJoblib));
            Assert.Null(content.Fault);
            Assert.Equal((NpyFormatReason.TrailingData, (long)Number.Length), (content.Trailing!.Reason, content.Trailing.Offset));
        }
    }

    public static TheoryData<int, string> Followers => new()
    {
        { 0, "Bytes follow the value" },
        { 1, "1 more value follows the first" },
        { 2, "2 more values follow the first" },
    };

    [Theory]
    [MemberData(nameof(Followers))]
    public async Task LoadContent_ValuesAndALineEnd_AreCounted(int more, string message)
    {
        byte[] file = [.. Array, .. Enumerable.Repeat(Number, more).SelectMany(number => number), (byte)'\n'];

        foreach (JoblibContent content in await ContentsAsync(file))
        {
            Assert.Equal(1 + more, content.Values.Count);
            Assert.Null(content.Fault);
            Assert.Equal($"{message}{NotRead}{Array.Length})", content.Trailing!.Problem);
            Assert.Equal(("the end", "more bytes"), (content.Trailing.Expected, content.Trailing.Found));
        }
    }

    /// <summary>What looks like a value and is none is an error, where it is in the file; the values before it are there.</summary>
    [Fact]
    public async Task LoadContent_ThirdValueIsBroken_IsAFault()
    {
        byte[] file = [.. Array, .. Number, 0x80, 2, (byte)'N', 0xFF, (byte)'.'];

        foreach (JoblibContent content in await ContentsAsync(file))
        {
            Assert.Equal(2, content.Values.Count);
            Assert.Equal((NpyFormatReason.BadPickle, $"There is no pickle opcode 0xff (at byte {file.Length - 2})", file.Length - 2L), (content.Fault!.Reason, content.Fault.Problem, content.Fault.Offset));
            Assert.Equal($"1 more value follows the first{NotRead}{Array.Length})", content.Trailing!.Problem);
        }

        foreach (IReadOnlyList<NpyFormatException> errors in await VerifyAsync(file))
            Assert.Equal([NpyFormatReason.TrailingData, NpyFormatReason.BadPickle], errors.Select(error => error.Reason));
    }

    [Fact]
    public async Task LoadContent_SecondValueCutShort_IsAFault()
    {
        byte[] file = [.. Number, .. Array[..^3]];

        foreach (JoblibContent content in await ContentsAsync(file))
        {
            Assert.Single(content.Values);
            Assert.Equal((NpyFormatReason.TruncatedData, (long)file.Length), (content.Fault!.Reason, content.Fault.Offset));
        }
    }

    [Fact]
    public async Task LoadContent_FirstValueIsBroken_Throws()
    {
        using TempFile file = new([0x80, 2, 0xFF, (byte)'.', .. Number]);
        byte[] content = File.ReadAllBytes(file.Path);

        Assert.Equal(file.Path, Assert.Throws<NpyFormatException>(() => Joblib.LoadContent(file.Path)).Path);
        Assert.Equal(file.Path, (await Assert.ThrowsAsync<NpyFormatException>(() => Joblib.LoadContentAsync(file.Path))).Path);
        Assert.Equal(2, Assert.Throws<NpyFormatException>(() => Joblib.LoadContent(Sources.Later(content))).Offset);
        Assert.Equal(2, (await Assert.ThrowsAsync<NpyFormatException>(() => Joblib.LoadContentAsync(Sources.Later(content)))).Offset);
    }

    [Fact]
    public async Task LoadContent_OfAPath_NamesItInBothErrors()
    {
        using TempFile file = new([.. Array, .. Number, 0x80, 2, 0xFF, (byte)'.']);

        foreach (JoblibContent content in (JoblibContent[])[Joblib.LoadContent(file.Path), await Joblib.LoadContentAsync(file.Path)])
            Assert.Equal((file.Path, file.Path), (content.Trailing!.Path, content.Fault!.Path));
    }

    /// <summary>The platform notices neither a missing end nor what follows: the value is there, and the error beside it.</summary>
    [Theory]
    [InlineData(JoblibCompression.Zlib, "zlib")]
    [InlineData(JoblibCompression.Gzip, "gzip")]
    public async Task LoadContent_CompressedDataCutOrFollowed_IsAFault(JoblibCompression compression, string name)
    {
        byte[] whole = JoblibCompressionTests.Compress(compression, Number);

        foreach (byte[] file in (byte[][])[whole[..^1], [.. whole, 0]])
        {
            foreach (JoblibContent content in await ContentsAsync(file))
            {
                Assert.Equal([5L], content.Values);
                Assert.Null(content.Trailing);
                Assert.Equal($"The {name} data end early, or other bytes follow them (behind byte {Number.Length} of what they hold)", content.Fault!.Problem);
                Assert.Equal((NpyFormatReason.BadCompression, (long)Number.Length), (content.Fault.Reason, content.Fault.Offset));
            }

            Assert.Equal(5L, Joblib.Load(file));
            Assert.Equal(NpyFormatReason.BadCompression, Assert.Throws<NpyFormatException>(() => Joblib.Load(file, new JoblibReadOptions { Strict = true })).Reason);
            Assert.Equal(NpyFormatReason.BadCompression, Assert.Throws<NpyFormatException>(() => Joblib.LoadContent(new MemoryStream(file), new JoblibReadOptions { Strict = true })).Reason);
        }
    }

    private static async Task<JoblibContent[]> ContentsAsync(byte[] content)
    {
        using TempFile file = new(content);
        return
        [
            Joblib.LoadContent(file.Path),
            Joblib.LoadContent(Sources.Later(content)),
            Joblib.LoadContent(new PartialStream(content, int.MaxValue)),
            Joblib.LoadContent(new PartialStream(content, 1)),
            await Joblib.LoadContentAsync(file.Path),
            await Joblib.LoadContentAsync(Sources.Later(content)),
            await Joblib.LoadContentAsync(new PartialStream(content, 1)),
        ];
    }

    private static async Task<IReadOnlyList<NpyFormatException>[]> VerifyAsync(byte[] content)
    {
        using TempFile file = new(content);
        return
        [
            Joblib.Verify(file.Path), Joblib.Verify(Sources.Later(content)), Joblib.Verify(new PartialStream(content, 1)),
            await Joblib.VerifyAsync(file.Path), await Joblib.VerifyAsync(Sources.Later(content)), await Joblib.VerifyAsync(new PartialStream(content, 1)),
        ];
    }
}
