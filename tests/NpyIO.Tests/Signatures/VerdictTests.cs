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

    /// <summary>Signatures of formats that NpyIO does not read, whole and without their last byte.</summary>
    [Theory]
    [InlineData("\u0089HDF\r\n\u001a\n", "an HDF5 file")]
    [InlineData("CDF\u0001", "a NetCDF file")]
    [InlineData("CDF\u0002", "a NetCDF file")]
    [InlineData("MATLAB 5.0 MAT-file", "a MATLAB file")]
    [InlineData("PAR1", "a Parquet file")]
    [InlineData("ARROW1\0\0", "an Arrow file")]
    [InlineData("GGUF", "a GGUF file")]
    [InlineData("SQLite format 3\0", "an SQLite database")]
    [InlineData("\u0089PNG\r\n", "a PNG image")]
    [InlineData("\u00ff\u00d8\u00ff", "a JPEG image")]
    [InlineData("GIF8", "a GIF image")]
    [InlineData("%PDF-", "a PDF document")]
    [InlineData("7z\u00bc\u00af\u0027\u001c", "a 7z archive")]
    [InlineData("Rar!\u001a", "a RAR archive")]
    public void Of_SignatureOfAnotherFormat_IsItsName(string signature, string name)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(signature);

        Assert.True(Verdict.Of(bytes) is { IsForeign: true, Advice: null } verdict && verdict.Name == name);
        Assert.Equal(name, Verdict.Of([.. bytes, 0, 0xFF, 0])?.Name);
        Assert.NotEqual(name, Verdict.Of(bytes.AsSpan(0, bytes.Length - 1))?.Name);
        Assert.NotEqual(name, Verdict.Of([.. bytes[..^1], (byte)(bytes[^1] ^ 0x40), 0, 0])?.Name);
    }

    [Fact]
    public void Of_TarSignature_IsLookedForAtItsPlace()
    {
        byte[] tar = [.. "a/b"u8, .. new byte[254], .. "ustar"u8];

        Assert.Equal("a tar archive", Verdict.Of(tar)?.Name);
        Assert.Null(Verdict.Of(tar.AsSpan(0, tar.Length - 1)));
        Assert.Null(Verdict.Of([0, .. tar]));
        Assert.Null(Verdict.Of(tar.AsSpan(1)));
    }

    [Theory]
    [InlineData("\u0080\u0001K.", false)]
    [InlineData("\u0080\u0002K.", true)]
    [InlineData("\u0080\u0005K.", true)]
    [InlineData("\u0080\u0006K.", false)]
    [InlineData("]q", true)]
    [InlineData("}r", true)]
    [InlineData(").", true)]
    [InlineData("]x", false)]
    [InlineData("[q", false)]
    [InlineData("I12\n.", true)]
    [InlineData("L-5L\n.", true)]
    [InlineData("F1.5e3\r\n.", true)]
    [InlineData("F12", true)]
    [InlineData("I12x\n.", false)]
    [InlineData("I\n.", false)]
    [InlineData("I", false)]
    [InlineData("(lp0", true)]
    [InlineData("(dp0", true)]
    [InlineData("(tp0", true)]
    [InlineData("(l", false)]
    [InlineData("cnumpy.core", true)]
    [InlineData("ccopy_reg\n_re", true)]
    [InlineData("ccopy_reg.", false)]
    [InlineData("c__builtin__\nset", true)]
    [InlineData("(i__main__\nA", true)]
    [InlineData("S'abc'\np0\n.", true)]
    [InlineData("S'abc'\np1\n.", true)]
    [InlineData("S'abc'\r\np0\r\n.", true)]
    [InlineData("S'abc'\r\np1\r\n.", true)]
    [InlineData("S'abc'\np2\n.", false)]
    [InlineData("\np0\n", false)]
    public void LooksLikePickle_BeginningsOfPickles_AreKnown(string head, bool expected) =>
        Assert.Equal(expected, Verdict.LooksLikePickle(Encoding.Latin1.GetBytes(head)));

    [Fact]
    public void IsTorch_OneOfItsTwoEntries_IsNotEnough()
    {
        Assert.True(Verdict.IsTorch(["m/data.pkl", "m/data/0", "m/version"]));
        Assert.False(Verdict.IsTorch(["m/data.pkl", "m/data/0"]));
        Assert.False(Verdict.IsTorch(["m/version", "m/data.pkl.npy"]));
        Assert.False(Verdict.IsTorch(["data.pkl", "version"]));
    }

    [Theory]
    [InlineData("abcd", "text")]
    [InlineData("abc", null)]
    [InlineData("a\tb\r\n\f\u001b", "text")]
    [InlineData("abcd\u0008", null)]
    [InlineData("abcd\u001c", null)]
    [InlineData("abcd\u007f", null)]
    [InlineData("\u00ef\u00bb\u00bf <html>", "an HTML page")]
    [InlineData("<!-- x --><HTML>", "an HTML page")]
    [InlineData("<!DocType Html>", "an HTML page")]
    [InlineData("<head>x", "an HTML page")]
    [InlineData("x <html>", "text")]
    [InlineData("<?xml version='1.0'?>", "an XML document")]
    [InlineData("version https://git-lfs", "a Git LFS pointer")]
    [InlineData("Version https://git-lfs", "text")]
    public void Of_Text_IsCalledWhatItIs(string content, string? name) => Assert.Equal(name, Verdict.Of(Encoding.Latin1.GetBytes(content))?.Name);

    /// <summary>A pickle as long as what is looked at may have arrays behind it.</summary>
    [Fact]
    public void Of_PickleAsLongAsTheHead_NamesBothVerbs()
    {
        byte[] pickle = Pickle.Save(new string('x', Verdict.HeadLength));

        Assert.Equal("load it with Pickle.Load", Verdict.Of(pickle.AsSpan(0, Verdict.HeadLength - 1))?.Advice);
        Assert.Equal("load it with Pickle.Load, or, if joblib wrote it, with Joblib.Load, which reads both", Verdict.Of(pickle.AsSpan(0, Verdict.HeadLength))?.Advice);
    }

    /// <summary>Every signature: whole, cut to no less than two bytes, and with another second byte.</summary>
    [Fact]
    public void KindOf_SignatureWholeOrCut_IsItsKind()
    {
        foreach ((byte[] signature, FileKind kind) in ((byte[], FileKind)[])
        [
            ([.. "ZF0x"u8], FileKind.ZFile), ([0x78, 0x01], FileKind.Zlib), ([0x78, 0x5E], FileKind.Zlib), ([0x78, 0x9C], FileKind.Zlib), ([0x78, 0xDA], FileKind.Zlib),
            ([0x1F, 0x8B], FileKind.Gzip), ([.. "BZh"u8], FileKind.Bzip2), ([0x5D, 0, 0], FileKind.Lzma), ([0xFD, .. "7zXZ\0"u8], FileKind.Xz), ([4, 0x22, 0x4D, 0x18], FileKind.Lz4),
            ([2, 0x21, 0x4C, 0x18], FileKind.Lz4), ([0x28, 0xB5, 0x2F, 0xFD], FileKind.Zstandard), ([0x93, .. "NUMPY"u8], FileKind.Npy), ([.. "PK\u0003\u0004"u8], FileKind.Archive), ([.. "PK\u0005\u0006"u8], FileKind.Archive),
        ])
        {
            for (int length = 2; length <= signature.Length; length++)
                Assert.Equal((length, kind), (length, FileSignatures.KindOf(signature.AsSpan(0, length))));
            for (int i = 1; i < signature.Length; i++)
            {
                byte[] other = [.. signature, 1];
                other[i] ^= 0x20;
                Assert.Equal((signature.Length, i, FileKind.Pickle), (signature.Length, i, FileSignatures.KindOf(other)));
            }

            Assert.True(FileSignatures.MayBegin(signature[0]));
            Assert.Equal(FileKind.Pickle, FileSignatures.KindOf(signature.AsSpan(0, 1)));
        }

        Assert.Equal(FileKind.Pickle, FileSignatures.KindOf([0x78, 0xBB]));   // a preset dictionary: the sum is right
        Assert.Equal(FileKind.Pickle, FileSignatures.KindOf([0x78, 0x9D]));
        Assert.False(FileSignatures.MayBegin((byte)'x' + 1) || FileSignatures.MayBegin(0));
    }

    /// <summary>Frames to skip, of which there are sixteen kinds, are those of what follows them.</summary>
    [Fact]
    public void KindOf_FramesToSkip_IsThatOfWhatFollows()
    {
        for (int kind = 0; kind < 16; kind++)
        {
            byte[] head = [(byte)(0x50 + kind), 0x2A, 0x4D, 0x18];
            byte[] skipped = [.. head, 3, 0, 0, 0, 9, 9, 9];

            Assert.Equal(FileKind.Zstandard, FileSignatures.KindOf([.. skipped, 0x28, 0xB5, 0x2F, 0xFD]));
            Assert.Equal(FileKind.Zstandard, FileSignatures.KindOf([.. skipped, .. skipped, 0x28, 0xB5, 0x2F, 0xFD, 0]));
            Assert.Equal(FileKind.Lz4, FileSignatures.KindOf([.. skipped, 4, 0x22, 0x4D, 0x18]));
            Assert.Equal(FileKind.Lz4, FileSignatures.KindOf([.. head, 255, 255, 255, 255, 0x28, 0xB5, 0x2F, 0xFD]));
            Assert.Equal(FileKind.Lz4, FileSignatures.KindOf(head));
            Assert.Equal((4, 2), (FileSignatures.LengthFor(head.AsSpan(0, 2)), FileSignatures.LengthFor([head[0], 0x2B])));
            Assert.True(FileSignatures.MayBegin(head[0]));
        }

        Assert.Equal(FileKind.Pickle, FileSignatures.KindOf([0x4F, 0x2A, 0x4D, 0x18]));
        Assert.Equal(FileKind.Pickle, FileSignatures.KindOf([0x60, 0x2A, 0x4D, 0x18]));
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
