using NpyIO.Signatures;
using NpyIO.Tests.JoblibFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Detection;

/// <summary>What a file is: each kind of content, plain and in every compression, from a path, a stream and its first bytes.</summary>
public sealed class NpyFileInfoTests
{
    private static readonly (byte[] Content, NpyFileKind Kind, string? Description, bool HasAdvice)[] Contents =
    [
        (Npy.Save(new[] { 1.5, 2.5 }), NpyFileKind.Npy, "a .npy file", true),
        (Npy.Save(new double[5000]), NpyFileKind.Npy, "a .npy file", true),
        (Npz.Save(("a", NdArray.FromArray(new[] { 1, 2 }))), NpyFileKind.Npz, "a ZIP archive, as .npz files are", true),
        (Npz.Save(), NpyFileKind.Npz, "a ZIP archive, as .npz files are", true),
        (ZipBytes.Of(false, ("m/data.pkl", [0x80, 2, 0x7D, 0x2E]), ("m/version", "3\n"u8.ToArray())), NpyFileKind.PyTorch, "a PyTorch archive", true),
        (Pickle.Save(new List<object?> { 1L, "two" }), NpyFileKind.Pickle, "a Python pickle", true),
        (Pickle.Save(new List<object?> { 1L, "two" }, new PickleWriteOptions { Protocol = 2 }), NpyFileKind.Pickle, "a Python pickle", true),
        (Joblib.Save(NdArray.FromArray(new[] { 1.5 })), NpyFileKind.Joblib, "a joblib file", true),
        ("<!DOCTYPE html>\n<html></html>\n"u8.ToArray(), NpyFileKind.Unknown, "an HTML page", true),
        ("It was a dark and stormy night.\n"u8.ToArray(), NpyFileKind.Unknown, "text", false),
        ([0x89, .. "HDF\r\n\x1A\n and more"u8], NpyFileKind.Unknown, "an HDF5 file", false),
        ([1, 2, 3, 4, 5, 6, 7, 8], NpyFileKind.Unknown, null, false),
    ];

    [Fact]
    public async Task Detect_PlainContent_IsItsKind()
    {
        foreach ((byte[] content, NpyFileKind kind, string? description, bool hasAdvice) in Contents)
        {
            foreach (NpyFileInfo info in await DetectAsync(content))
                Assert.Equal((kind, FileCompression.None, description, hasAdvice), (info.Kind, info.Compression, info.Description, info.Advice is not null));
        }
    }

    /// <summary>joblib's old container says itself how long its content is, and counts as not compressed.</summary>
    [Fact]
    public async Task Detect_OldCompressedJoblibFile_IsJoblib()
    {
        byte[] pickle = Pickle.Save(new List<object?> { 1L });
        foreach (NpyFileInfo info in await DetectAsync(JoblibCompressionTests.ZFile($"0x{pickle.Length:x}", pickle)))
            Assert.Equal((NpyFileKind.Joblib, FileCompression.None, "a compressed joblib file", "load it with Joblib.Load"), (info.Kind, info.Compression, info.Description, info.Advice));
    }

    [Theory]
    [InlineData(FileCompression.Zlib, "zlib")]
    [InlineData(FileCompression.Gzip, "gzip")]
    [InlineData(FileCompression.Bzip2, "bzip2")]
    [InlineData(FileCompression.Lzma, "LZMA")]
    [InlineData(FileCompression.Xz, "xz")]
    [InlineData(FileCompression.Lz4, "LZ4")]
    public async Task Detect_CompressedContent_IsItsKindAndCompression(FileCompression compression, string name)
    {
        foreach ((byte[] content, NpyFileKind kind, string? description, _) in Contents)
        {
            NpyFileKind expected = kind == NpyFileKind.Pickle ? NpyFileKind.Joblib : kind;
            foreach (NpyFileInfo info in await DetectAsync(Compress(compression, content)))
            {
                Assert.Equal((description, expected, compression), (description, info.Kind, info.Compression));
                Assert.Contains($"compressed with {name}", info.Description, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>A block of bzip2 is longer than the head, so that nothing of it can be decompressed.</summary>
    [Fact]
    public void Detect_LongBlock_IsKnownFromTheStreamButNotFromTheHead()
    {
        var random = new Random(1);
        byte[] noise = new byte[400_000];
        random.NextBytes(noise);
        byte[] content = Compress(FileCompression.Bzip2, Npy.Save(noise));

        NpyFileInfo head = NpyFileInfo.Detect(content.AsSpan(0, NpyFileInfo.HeadLength)), whole = NpyFileInfo.Detect(new MemoryStream(content));

        Assert.Equal((NpyFileKind.Unknown, FileCompression.Bzip2, "compressed with bzip2"), (head.Kind, head.Compression, head.Description));
        Assert.Equal((NpyFileKind.Npy, FileCompression.Bzip2, "a .npy file, compressed with bzip2"), (whole.Kind, whole.Compression, whole.Description));
    }

    [Fact]
    public void Detect_ArchiveBehindAProgram_IsKnownByItsEnd()
    {
        byte[] content = [.. "#!/bin/sh\nexit\n"u8, .. new byte[20_000], .. Npz.Save(("a", NdArray.FromArray(new[] { 1 })))];

        Assert.Equal(NpyFileKind.Npz, NpyFileInfo.Detect(new MemoryStream(content)).Kind);
        Assert.Equal(NpyFileKind.Unknown, NpyFileInfo.Detect(new MemoryStream(content[..^1])).Kind);

        // A comment that holds what looks like another end.
        byte[] comment = [.. "PK\x05\x06"u8, .. new byte[40]];
        byte[] commented = [.. content[..^2], (byte)comment.Length, 0, .. comment];
        Assert.Equal(NpyFileKind.Npz, NpyFileInfo.Detect(new MemoryStream(commented)).Kind);
    }

    [Fact]
    public void Detect_DamagedCompressedContent_IsOfUnknownKind()
    {
        byte[] content = Compress(FileCompression.Gzip, Npy.Save(new double[5000]));
        content.AsSpan(10).Fill(0xFF);

        NpyFileInfo info = NpyFileInfo.Detect(new MemoryStream(content));

        Assert.Equal((NpyFileKind.Unknown, FileCompression.Gzip), (info.Kind, info.Compression));
    }

    [Fact]
    public void Detect_StreamInItsMiddle_LooksFromThereAndGoesBack()
    {
        var stream = new MemoryStream([.. "before"u8, .. Npy.Save(new[] { 1 })]) { Position = 6 };

        Assert.Equal(NpyFileKind.Npy, NpyFileInfo.Detect(stream).Kind);
        Assert.Equal(6, stream.Position);
    }

    /// <summary>Whatever is detected, and however much of it had to be read: the stream is left where it was.</summary>
    [Theory]
    [InlineData(FileCompression.None)]
    [InlineData(FileCompression.Zlib)]
    [InlineData(FileCompression.Gzip)]
    [InlineData(FileCompression.Bzip2)]
    [InlineData(FileCompression.Xz)]
    public async Task Detect_AnyContentLaterInAStream_IsThatOfTheContentAlone(FileCompression compression)
    {
        byte[] noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        byte[] behindAProgram = [.. "#!/bin/sh\nexit\n"u8, .. new byte[20_000], .. Npz.Save(("a", NdArray.FromArray(new[] { 1 })))];
        foreach (byte[] plain in (byte[][])[.. Contents.Select(row => row.Content), Npy.Save(noise), behindAProgram, []])
        {
            byte[] content = Compress(compression, plain);
            NpyFileInfo alone = NpyFileInfo.Detect(new MemoryStream(content));
            MemoryStream later = Sources.Later(content, before: 30_000);

            foreach (NpyFileInfo info in (NpyFileInfo[])[NpyFileInfo.Detect(later), await NpyFileInfo.DetectAsync(later)])
            {
                Assert.Equal((alone.Kind, alone.Compression, alone.Description, alone.Advice), (info.Kind, info.Compression, info.Description, info.Advice));
                Assert.Equal(30_000, later.Position);
            }
        }
    }

    [Fact]
    public void Detect_EndOfAnArchive_IsNoneWithoutItsBeginning()
    {
        byte[] archive = Npz.Save(("a", NdArray.FromArray(new[] { 1 })));
        var stream = new MemoryStream([.. new byte[100], .. archive, 1, 2, 3, 4]);

        foreach (int position in (int[])[(int)stream.Length - 14, (int)stream.Length - 4, (int)stream.Length])
        {
            stream.Position = position;
            Assert.Equal(NpyFileKind.Unknown, NpyFileInfo.Detect(stream).Kind);
            Assert.Equal(position, stream.Position);
        }

        stream.SetLength(stream.Length - 4);
        stream.Position = stream.Length - 10;
        Assert.Equal(NpyFileKind.Unknown, NpyFileInfo.Detect(stream).Kind);
        stream.Position = stream.Length - 22;
        Assert.Equal(NpyFileKind.Npz, NpyFileInfo.Detect(stream).Kind);
    }

    [Fact]
    public void Detect_StreamFails_IsLeftWhereItWas()
    {
        using var stream = new Failing(Npy.Save(new double[5000])) { Position = 3 };

        Assert.Throws<IOException>(() => NpyFileInfo.Detect(stream));
        Assert.Equal(3, stream.Position);
    }

    [Fact]
    public async Task Detect_NothingOrOneByte_IsUnknown()
    {
        foreach (byte[] content in (byte[][])[[], [0x93], [0x1F], [0x78], [(byte)'P']])
        {
            foreach (NpyFileInfo info in await DetectAsync(content))
                Assert.True(info is { Kind: NpyFileKind.Unknown, Compression: FileCompression.None, Description: null, Advice: null });
        }
    }

    /// <summary>More than the head is not looked at: it is that of one who read more than needed.</summary>
    [Fact]
    public void Detect_MoreThanTheHead_IsThatOfTheHead()
    {
        byte[] archive = ZipBytes.Of(false, ("m/data", new byte[NpyFileInfo.HeadLength]), ("m/data.pkl", [0x80, 2, 0x7D, 0x2E]), ("m/version", "3\n"u8.ToArray()));

        Assert.Equal(NpyFileKind.Npz, NpyFileInfo.Detect(archive.AsSpan()).Kind);
        Assert.Equal(NpyFileKind.Npz, NpyFileInfo.Detect(archive.AsSpan(0, NpyFileInfo.HeadLength)).Kind);
    }

    [Fact]
    public async Task DetectAsync_Cancelled_Throws()
    {
        using var file = new TempFile(Npy.Save(new[] { 1 }));
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NpyFileInfo.DetectAsync(file.Path, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NpyFileInfo.DetectAsync(new MemoryStream([1, 2]), cancelled));
    }

    [Fact]
    public void Detect_StreamThatCannotSeek_SaysWhatToDo()
    {
        var e = Assert.Throws<NotSupportedException>(() => NpyFileInfo.Detect(new UnseekableStream(new MemoryStream())));

        Assert.Equal("The stream cannot seek: read up to NpyFileInfo.HeadLength bytes from it and pass them to Detect.", e.Message);
    }

    [Fact]
    public void Detect_OpenArchive_IsTorchOnlyWithoutArrays()
    {
        (string, byte[])[] torch = [("m/data.pkl", [0x80, 2, 0x7D, 0x2E]), ("m/version", "3\n"u8.ToArray())];
        using NpzFile plain = Npz.Open(ZipBytes.Of(false, torch));
        using NpzFile both = Npz.Open(ZipBytes.Of(false, [.. torch, ("a.npy", Npy.Save(new[] { 1 }))]));

        Assert.Equal(NpyFileKind.PyTorch, NpyFileInfo.Detect(plain).Kind);
        Assert.Equal(NpyFileKind.Npz, NpyFileInfo.Detect(both).Kind);
    }

    [Theory]
    [InlineData(FileCompression.None)]
    [InlineData(FileCompression.Gzip)]
    [InlineData(FileCompression.Xz)]
    [InlineData(FileCompression.Lz4)]
    public void OpenContent_OfAFile_IsWhatWasCompressed(FileCompression compression)
    {
        byte[] content = Npy.Save(Enumerable.Range(0, 30_000).ToArray());
        var file = new MemoryStream(Compress(compression, content));

        using (Stream opened = NpyFileInfo.Detect(file).OpenContent(file))
            Assert.Equal(Enumerable.Range(0, 30_000), Npy.Load<int>(opened).ToArray());
        Assert.False(file.CanRead);
    }

    [Fact]
    public void OpenContent_Damaged_ThrowsTheFormatException()
    {
        byte[] content = Compress(FileCompression.Gzip, Npy.Save(Enumerable.Range(0, 30_000).ToArray()));
        content[^1] ^= 1;
        var file = new MemoryStream(content);
        using Stream opened = NpyFileInfo.Detect(file).OpenContent(file);

        Assert.Equal(NpyFormatReason.BadCompression, Assert.Throws<NpyFormatException>(() => opened.CopyTo(Stream.Null)).Reason);
    }

    [Fact]
    public void OpenContent_LaterInAStream_IsReadFromThere()
    {
        byte[] content = Npy.Save(Enumerable.Range(0, 30_000).ToArray());
        foreach (FileCompression compression in (FileCompression[])[FileCompression.None, FileCompression.Gzip, FileCompression.Xz])
        {
            MemoryStream later = Sources.Later(Compress(compression, content));
            using Stream opened = NpyFileInfo.Detect(later).OpenContent(later);

            Assert.Equal(compression == FileCompression.None, ReferenceEquals(later, opened));
            Assert.Equal(Enumerable.Range(0, 30_000), Npy.Load<int>(opened).ToArray());
        }

        Assert.Throws<ArgumentNullException>(() => NpyFileInfo.Detect(content).OpenContent(null!));
    }

    /// <summary>The end is checked by each read that finds it.</summary>
    [Fact]
    public void OpenContent_CutFileReadAgain_ThrowsAgain()
    {
        byte[] content = Compress(FileCompression.Gzip, Npy.Save(Enumerable.Range(0, 3000).ToArray()))[..^1];
        using Stream opened = NpyFileInfo.Detect(content).OpenContent(new MemoryStream(content));

        for (int i = 0; i < 3; i++)
            Assert.Equal(NpyFormatReason.BadCompression, Assert.Throws<NpyFormatException>(() => opened.CopyTo(Stream.Null)).Reason);
    }

    [Theory]
    [InlineData(FileCompression.Zlib)]
    [InlineData(FileCompression.Gzip)]
    [InlineData(FileCompression.Bzip2)]
    [InlineData(FileCompression.Xz)]
    [InlineData(FileCompression.Lz4)]
    public void OpenContent_CutFile_Throws(FileCompression compression)
    {
        byte[] content = Compress(compression, Npy.Save(Enumerable.Range(0, 30_000).ToArray()));
        foreach (int length in (int[])[content.Length - 1, content.Length - 5, content.Length / 2])
        {
            var file = new MemoryStream(content[..length]);
            using Stream opened = NpyFileInfo.Detect(new MemoryStream(content)).OpenContent(file);

            Assert.Equal(NpyFormatReason.BadCompression, Assert.Throws<NpyFormatException>(() => opened.CopyTo(Stream.Null)).Reason);
        }
    }

    [Fact]
    public void Detect_ZstandardPickle_IsNotJoblibs()
    {
        byte[] content = ZstandardFrame.Of(Pickle.Save(new List<object?> { 1L }));

        NpyFileInfo info = NpyFileInfo.Detect(content);

        Assert.Equal((NpyFileKind.Pickle, FileCompression.Zstandard), (info.Kind, info.Compression));
    }

    [Fact]
    public void Detect_TextThatBeginsAsZlibDoes_IsText()
    {
        NpyFileInfo info = NpyFileInfo.Detect("x^2 + y^2 = z^2 has solutions in integers\n"u8);

        Assert.Equal((NpyFileKind.Unknown, FileCompression.None, "text"), (info.Kind, info.Compression, info.Description));
    }

    [LinuxFact]
    public void Detect_Pipe_IsRefusedBeforeItIsOpened()
    {
        using var folder = new TempFolder();
        Assert.Equal(0, SymbolicLink.CreatePipe(folder.PathOf("pipe"), 0x180));

        Assert.Contains(folder.PathOf("pipe"), Assert.Throws<NotSupportedException>(() => NpyFileInfo.Detect(folder.PathOf("pipe"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_Null_AreRefusedByEveryVerb()
    {
        Assert.Throws<ArgumentNullException>(() => NpyFileInfo.Detect((string)null!));
        Assert.Throws<ArgumentNullException>(() => AtomicFile.OpenRead(null!));
        Assert.Throws<ArgumentNullException>(() => AtomicFile.IsSpecial(null!));
        Assert.Throws<ArgumentNullException>(() => Npy.Verify((string)null!));
        Assert.Throws<ArgumentNullException>(() => Npz.Verify((string)null!));
        Assert.Throws<ArgumentNullException>(() => Npy.Load((string)null!));
        Assert.Throws<ArgumentNullException>(() => Joblib.LoadContent((string)null!));
    }

    private static async Task<NpyFileInfo[]> DetectAsync(byte[] content)
    {
        using var folder = new TempFolder();
        string path = folder.Write("x", content);
        return [NpyFileInfo.Detect(path), NpyFileInfo.Detect(new MemoryStream(content)), NpyFileInfo.Detect(content.AsSpan()), await NpyFileInfo.DetectAsync(path), await NpyFileInfo.DetectAsync(new MemoryStream(content))];
    }

    /// <summary>Ten bytes at a time, and after a hundred an error.</summary>
    private sealed class Failing(byte[] content) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => Position > 100 ? throw new IOException("the disk is gone") : base.Read(buffer[..Math.Min(10, buffer.Length)]);
    }

    internal static byte[] Compress(FileCompression compression, byte[] content)
    {
        if (compression == FileCompression.None)
            return content;
        var packed = new MemoryStream();
        using (Stream stream = FileCompressors.OpenWrite(FileCompressors.KindOf(compression), packed, 6))
            stream.Write(content);
        return packed.ToArray();
    }
}
