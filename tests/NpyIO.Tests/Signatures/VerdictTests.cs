using System.Text;
using NpyIO.JoblibFiles;
using NpyIO.Signatures;
using NpyIO.Tests.JoblibFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Signatures;

/// <summary>Content of every kind, given to every verb that reads another: the error says in one step what it is and which verb reads it.</summary>
public sealed class VerdictTests
{
    private const string Lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n";
    private const string Html = "<!DOCTYPE html>\n<html><head><title>Not found</title></head></html>\n";
    private const string Text = "It was a dark and stormy night.\nThe rain fell in torrents.\n";

    private static readonly byte[] NpyFile = NpyBytes.Integers("(3,)", 3);
    private static readonly byte[] JoblibFile = new JoblibBytes().Array("<f8", [2], JoblibBytes.Data(1, 2)).ToArray();

    public static TheoryData<string> Texts => new(Lfs, Html, Text);

    [Theory]
    [InlineData(Lfs, "a Git LFS pointer")]
    [InlineData(Html, "an HTML page")]
    [InlineData("\n  <HTML lang=\"en\">\n<body>gone</body></HTML>", "an HTML page")]
    [InlineData(Text, "text")]
    [InlineData("a,b,c\n1,2,3\n4,5,6\n7,8,9\n", "text")]
    [InlineData("{\"a\": [1, 2, 3], \"b\": null}", "text")]
    [InlineData("Persistent text, which begins as an opcode does\n", "text")]
    [InlineData("cat\ndog\nmouse and some more of them\n", "text")]
    public async Task Load_ContentOfNoKind_IsCalledWhatItIs(string content, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);

        foreach (NpyFormatException error in await ErrorsAsync(bytes))
            Assert.StartsWith($"This is {name}, not a", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u00e9")]
    [InlineData("\u20ac")]
    [InlineData("\U0001F600")]
    [InlineData("\u20ac\u20ac\u20ac")]
    [InlineData("\u20ac\U0001F600\u00e9")]
    public void Of_TextCutAnywhereInACharacter_IsText(string character)
    {
        byte[] text = Encoding.UTF8.GetBytes("Rain: " + character);

        for (int length = 4; length <= text.Length; length++)
            Assert.Equal((length, "text"), (length, Verdict.Of(text.AsSpan(0, length))?.Name));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Load_CompressedText_IsCalledWhatItIs(string content)
    {
        byte[] bytes = Compress(JoblibCompression.Gzip, Encoding.UTF8.GetBytes(content));

        Assert.Contains("compressed with gzip", Assert.Throws<NpyFormatException>(() => Npy.Load(bytes)).Message, StringComparison.Ordinal);
        Assert.Contains("not a pickle compressed with gzip", Assert.Throws<NpyFormatException>(() => Joblib.Load(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JoblibCompression.Zlib)]
    [InlineData(JoblibCompression.Gzip)]
    [InlineData(JoblibCompression.Bzip2)]
    [InlineData(JoblibCompression.Xz)]
    public async Task Load_CompressedContent_NamesWhatItHoldsAndItsVerb(JoblibCompression compression)
    {
        await Names(NpyFile, "a .npy file, compressed with ", "Npy.Load");
        await Names(ZipBytes.Of(false, ("a.npy", NpyFile)), "a ZIP archive, compressed with ", "Npz.Load");
        foreach (byte[] pickle in new[] { Pickle.Save(new List<object?> { 1L, "x" }), JoblibFile })
        {
            byte[] packed = Compress(compression, pickle);
            Assert.Contains("Joblib.Load", Assert.Throws<NpyFormatException>(() => Npy.Load(packed)).Message, StringComparison.Ordinal);
            Assert.Contains("Joblib.Load", Assert.Throws<NpyFormatException>(() => Npz.Load(packed)).Message, StringComparison.Ordinal);
            Assert.Contains("Joblib.Load", Assert.Throws<NpyFormatException>(() => Pickle.Load(packed)).Message, StringComparison.Ordinal);
        }

        async Task Names(byte[] content, string what, string verb)
        {
            foreach (NpyFormatException error in await ErrorsAsync(Compress(compression, content)))
            {
                Assert.StartsWith($"This is {what}", error.Problem, StringComparison.Ordinal);
                Assert.Contains(verb, error.Message, StringComparison.Ordinal);
                Assert.Equal(NpyFormatReason.Unsupported, error.Reason);
            }
        }
    }

    [Fact]
    public void Of_CompressedHundredsOfTimes_EndsBeforeTheStackDoes()
    {
        byte[] content = "not much"u8.ToArray();
        for (int i = 0; i < 500; i++)
        {
            var compressed = new MemoryStream();
            using (var zip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.NoCompression))
                zip.Write(content);
            content = compressed.ToArray();
        }

        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(() => Npy.Load(content)), 256 << 10);
        thread.Start();
        thread.Join();

        Assert.Contains("compressed with gzip", Assert.IsType<NpyFormatException>(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_JoblibFile_IsSentToItsVerbAtOnce()
    {
        foreach (NpyFormatException error in await ErrorsAsync(JoblibFile, joblib: false))
            Assert.Contains("load it with Joblib.Load", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_JoblibFileWhoseArraysComeLate_IsSentToAVerbThatReadsIt()
    {
        byte[] file = new JoblibBytes().Add("]q\0(X\0\u0080\0\0").Add(new string('x', 0x8000)).Array("<f8", [2], JoblibBytes.Data(1, 2)).Add("e").ToArray();

        Assert.IsType<List<object?>>(Joblib.Load(file));
        foreach (NpyFormatException error in await ErrorsAsync(file, joblib: false))
            Assert.Contains("Joblib.Load", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_TorchArchive_IsCalledWhatItIs()
    {
        byte[] file = ZipBytes.Of(false, ("archive/data.pkl", [0x80, 2, 0x7D, 0x2E]), ("archive/data/0", new byte[8]), ("archive/version", "3\n"u8.ToArray()));

        foreach (NpyFormatException error in await ErrorsAsync(file))
            Assert.StartsWith("This is a PyTorch archive, not ", error.Problem, StringComparison.Ordinal);
    }

    /// <summary>What every verb says, for every kind of source.</summary>
    private static async Task<List<NpyFormatException>> ErrorsAsync(byte[] content, bool joblib = true)
    {
        List<NpyFormatException> errors = [];
        foreach (SourceKind kind in Sources.Kinds)
        {
            errors.Add(await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, content)));
            if (joblib)
                errors.Add(await Assert.ThrowsAsync<NpyFormatException>(() => JoblibSources.LoadAsync(kind, content)));
        }

        foreach (int most in new[] { 1, int.MaxValue })
        {
            errors.Add(Assert.Throws<NpyFormatException>(() => Pickle.Load(new PartialStream(content, most))));
            errors.Add(await Assert.ThrowsAsync<NpyFormatException>(() => Pickle.LoadAsync(new PartialStream(content, most))));
            errors.Add(Assert.Throws<NpyFormatException>(() => Npz.Load(new PartialStream(content, most))));
            errors.Add(await Assert.ThrowsAsync<NpyFormatException>(() => Npz.LoadAsync(new PartialStream(content, most))));
        }

        errors.Add(Assert.Throws<NpyFormatException>(() => Pickle.Load(content)));
        errors.Add(Assert.Throws<NpyFormatException>(() => Pickle.Load(new MemoryStream(content))));
        errors.Add(Assert.Throws<NpyFormatException>(() => Npz.Load(content)));
        errors.Add(await Assert.ThrowsAsync<NpyFormatException>(() => Npz.LoadAsync(new MemoryStream(content))));

        return errors;
    }

    private static byte[] Compress(JoblibCompression compression, byte[] content)
    {
        var packed = new MemoryStream();
        using (Stream stream = FileCompressors.OpenWrite(JoblibLayout.KindOf(compression), packed, 6))
            stream.Write(content);
        return packed.ToArray();
    }
}
