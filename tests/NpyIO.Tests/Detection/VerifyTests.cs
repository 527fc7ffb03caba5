using System.IO.Compression;
using NpyIO.Tests.JoblibFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Detection;

/// <summary>The Verify verbs of every envelope: whole files, cut ones, and what follows; from paths and streams, with and without waiting.</summary>
public sealed class VerifyTests
{
    private static readonly NdArray Numbers = NdArray.FromArray(Enumerable.Range(0, 1000).ToArray());
    private static readonly NdArray Objects = NdArray.FromObjects(new object?[] { 1L, "two", null });

    public static TheoryData<JoblibCompression> Compressions => [.. Enum.GetValues<JoblibCompression>().Where(compression => compression != JoblibCompression.None)];

    public static TheoryData<string> Envelopes => ["npy", "npy of objects", "npz", "npz compressed", "pickle", "joblib", "joblib compressed", "pickle by Joblib"];

    [Theory]
    [MemberData(nameof(Envelopes))]
    public async Task Verify_WholeFile_FindsNothing(string envelope) => Assert.All(await VerifyAsync(envelope, Content(envelope)), Assert.Empty);

    [Theory]
    [MemberData(nameof(Envelopes))]
    public async Task Verify_FileCutAnywhere_FindsOneError(string envelope)
    {
        byte[] content = Content(envelope);
        foreach (int length in (int[])[0, 1, 5, 20, content.Length / 2, content.Length - 1])
        {
            foreach (IReadOnlyList<NpyFormatException> errors in await VerifyAsync(envelope, content[..length]))
                Assert.Equal((length, 1), (length, errors.Count));
        }
    }

    [Theory]
    [InlineData("npy")]
    [InlineData("npy of objects")]
    [InlineData("pickle")]
    [InlineData("joblib")]
    [InlineData("pickle by Joblib")]
    public async Task Verify_BytesBehind_AreReportedWhereTheyBegin(string envelope)
    {
        byte[] content = Content(envelope);
        foreach (IReadOnlyList<NpyFormatException> errors in await VerifyAsync(envelope, [.. content, 0, 0]))
        {
            NpyFormatException error = Assert.Single(errors);
            Assert.Equal((NpyFormatReason.TrailingData, (long)content.Length), (error.Reason, error.Offset));
        }
    }

    /// <summary>The platform notices neither the missing end of zlib and gzip nor what follows it.</summary>
    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Verify_CompressedFileCutOrFollowed_FindsAnError(JoblibCompression compression)
    {
        byte[] content = Joblib.Save(Numbers, new JoblibWriteOptions { Compression = compression });
        Assert.All(await VerifyAsync("joblib", content), Assert.Empty);

        // The old container of LZMA says nothing of its length, so that bytes behind it are not noticed.
        byte[][] followed = compression == JoblibCompression.Lzma ? [] : [[.. content, 0], [.. content, .. "garbage"u8], [.. content, .. content]];
        foreach (byte[] changed in (byte[][])[.. Enumerable.Range(1, 12).Select(cut => content[..^cut]), content[..(content.Length / 2)], .. followed])
        {
            foreach (IReadOnlyList<NpyFormatException> errors in await VerifyAsync("joblib", changed))
                Assert.True(errors.Count > 0, $"{changed.Length} bytes of {content.Length} are taken for a whole file");
            Assert.Throws<NpyFormatException>(() => Joblib.Load(changed, new JoblibReadOptions { Strict = true }));
        }
    }

    /// <summary>Of several members, the lengths tell whether the last one is there.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(100, 2000)]
    [InlineData(1, 2, 3, 500)]
    public async Task Verify_GzipOfSeveralMembers_FindsWhetherItIsCut(params int[] places)
    {
        byte[] pickle = Pickle.Save(Numbers);
        byte[] content = [.. places.Append(pickle.Length).Zip(places.Prepend(0)).SelectMany(part => Gzip(pickle[part.Second..part.First]))];

        Assert.All(await VerifyAsync("joblib", content), Assert.Empty);
        Assert.All(await VerifyAsync("joblib", content[..^3]), errors => Assert.NotEmpty(errors));
    }

    /// <summary>The end of a member and the beginning of the next can come in any two pieces.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(11)]
    public async Task Verify_CompressedInPieces_FindsWhetherItIsWhole(int most)
    {
        byte[] pickle = Pickle.Save(Numbers);
        byte[] members = [.. new[] { 0, 1, 100, 2000, 2001 }.Zip(new[] { 1, 100, 2000, 2001, pickle.Length }).SelectMany(part => Gzip(pickle[part.First..part.Second]))];
        byte[][] whole = [Gzip(pickle), members, Joblib.Save(Numbers, new JoblibWriteOptions { Compression = JoblibCompression.Zlib }), JoblibCompressionTests.ZFile($"0x{pickle.Length:x}", pickle)];

        foreach (byte[] content in whole)
        {
            Assert.Empty(Joblib.Verify(new PartialStream(content, most)));
            Assert.Empty(await Joblib.VerifyAsync(new PartialStream(content, most)));
            foreach (byte[] changed in (byte[][])[content[..^1], content[..^4], [.. content, 0]])
            {
                Assert.NotEmpty(Joblib.Verify(new PartialStream(changed, most)));
                Assert.NotEmpty(await Joblib.VerifyAsync(new PartialStream(changed, most)));
            }
        }
    }

    /// <summary>The members' beginnings lie at every place of the pieces in which a file is read.</summary>
    [Fact]
    public void Verify_GzipMembersAroundTheEndOfAPiece_AreCountedOnce()
    {
        byte[] pickle = Pickle.Save(new byte[5]);
        byte[] last = [.. Gzip(pickle[3..9]), .. Gzip(pickle[9..])];
        for (int length = 2; length < 30; length++)
        {
            byte[] content = [.. Gzip(pickle[..3]), .. last];

            Assert.Empty(Joblib.Verify(new PartialStream(content, length)));
            Assert.NotEmpty(Joblib.Verify(new PartialStream(content[..^1], length)));
        }
    }

    /// <summary>The sums of Adler-32 are reduced every 5552 bytes, before they overflow.</summary>
    [Theory]
    [InlineData(5551)]
    [InlineData(5552)]
    [InlineData(5553)]
    [InlineData(11_105)]
    [InlineData(300_000)]
    public void Verify_ZlibOfLargeBytes_HasTheRightSum(int length)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(0xFF);
        byte[] content = Joblib.Save(bytes, new JoblibWriteOptions { Compression = JoblibCompression.Zlib });

        Assert.Empty(Joblib.Verify(new MemoryStream(content)));
        Assert.NotEmpty(Joblib.Verify(new MemoryStream(content[..^1])));
    }

    /// <summary>Data that hold what looks like the beginning of another member do not hide a cut end.</summary>
    [Fact]
    public async Task Verify_GzipInGzip_FindsACutEnd()
    {
        byte[] random = new byte[3000];
        new Random(1).NextBytes(random);
        byte[] content = Gzip(Pickle.Save(new List<object?> { Gzip(random), 1L }));

        Assert.All(await VerifyAsync("joblib", content), Assert.Empty);
        foreach (int cut in (int[])[1, 4, 8])
            Assert.All(await VerifyAsync("joblib", content[..^cut]), errors => Assert.NotEmpty(errors));
    }

    /// <summary>The container of joblib before 0.10 is a length and zlib data.</summary>
    [Fact]
    public async Task Verify_OldContainerCutOrFollowed_FindsAnError()
    {
        byte[] pickle = Pickle.Save(Numbers);
        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(pickle);
        byte[] content = [.. System.Text.Encoding.Latin1.GetBytes($"ZF0x{pickle.Length:x}".PadRight(21)), .. packed.ToArray()];

        Assert.All(await VerifyAsync("joblib", content), Assert.Empty);
        foreach (byte[] changed in (byte[][])[content[..^1], content[..^4], [.. content, 0], [.. content, .. content]])
            Assert.All(await VerifyAsync("joblib", changed), errors => Assert.NotEmpty(errors));
    }

    [Fact]
    public async Task Verify_OneEntryIsDamaged_IsNamed()
    {
        byte[] content = Npz.Save(("good", Numbers), ("bad", Numbers));
        content[content.Length / 4 * 3] ^= 1;

        foreach (IReadOnlyList<NpyFormatException> errors in await VerifyAsync("npz", content))
            Assert.Equal((NpyFormatReason.BadChecksum, "bad.npy"), (Assert.Single(errors).Reason, errors[0].EntryName));
    }

    [Fact]
    public async Task Verify_File_NamesItsPath()
    {
        using var folder = new TempFolder();
        string path = folder.Write("x", [1, 2, 3]);

        foreach (IReadOnlyList<NpyFormatException> errors in (IReadOnlyList<NpyFormatException>[])[Npy.Verify(path), Npz.Verify(path), Pickle.Verify(path), Joblib.Verify(path), await Npz.VerifyAsync(path), await Joblib.VerifyAsync(path)])
            Assert.Equal(path, Assert.Single(errors).Path);
        Assert.Throws<FileNotFoundException>(() => Npy.Verify(path + "y"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Joblib.VerifyAsync(path + "y"));
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public async Task VerifyAsync_Cancelled_Throws(string envelope)
    {
        using var folder = new TempFolder();
        string path = folder.Write("x", Content(envelope));
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => envelope[..3] switch
        {
            "npy" => Npy.VerifyAsync(path, null, cancelled),
            "npz" => Npz.VerifyAsync(path, null, cancelled),
            "pic" => Pickle.VerifyAsync(path, null, cancelled),
            _ => Joblib.VerifyAsync(path, null, cancelled),
        });
    }

    [Theory]
    [InlineData("npy of objects")]
    [InlineData("pickle")]
    [InlineData("joblib")]
    [InlineData("joblib compressed")]
    [InlineData("pickle by Joblib")]
    public async Task Verify_CancelledByEveryVerb_Throws(string envelope)
    {
        using var folder = new TempFolder();
        byte[] content = Content(envelope);
        string path = folder.Write("x", content);
        var cancelled = new CancellationToken(canceled: true);
        Stream Forward() => new PartialStream(content, int.MaxValue);
        Func<Task>[] verbs = envelope[..3] switch
        {
            "npy" => [Now(() => Npy.Verify(path, null, cancelled)), Now(() => Npy.Verify(Sources.Later(content), null, cancelled)), Now(() => Npy.Verify(Forward(), null, cancelled)), () => Npy.VerifyAsync(Sources.Later(content), null, cancelled), () => Npy.VerifyAsync(Forward(), null, cancelled)],
            "pic" when envelope == "pickle" => [Now(() => Pickle.Verify(path, null, cancelled)), Now(() => Pickle.Verify(Sources.Later(content), null, cancelled)), Now(() => Pickle.Verify(Forward(), null, cancelled)), () => Pickle.VerifyAsync(Sources.Later(content), null, cancelled), () => Pickle.VerifyAsync(Forward(), null, cancelled)],
            _ => [Now(() => Joblib.Verify(path, null, cancelled)), Now(() => Joblib.Verify(Sources.Later(content), null, cancelled)), Now(() => Joblib.Verify(Forward(), null, cancelled)), () => Joblib.VerifyAsync(Sources.Later(content), null, cancelled), () => Joblib.VerifyAsync(Forward(), null, cancelled)],
        };

        foreach (Func<Task> verb in verbs)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(verb);
    }

    /// <summary>Counting takes several reads of a stream whose length is unknown.</summary>
    [Theory]
    [InlineData(-1, NpyFormatReason.TruncatedData, 400_127, "The data end early: shape (100000,) of '<i4' takes 400000 bytes, but only 399999 are there (at byte 400127)")]
    [InlineData(1, NpyFormatReason.TrailingData, 400_128, null)]
    [InlineData(70_000, NpyFormatReason.TrailingData, 400_128, "70000 bytes follow the array where nothing may (at byte 400128)")]
    public async Task Verify_LongArrayOfAnotherLength_IsCountedToItsEnd(int difference, NpyFormatReason reason, long offset, string? message)
    {
        byte[] whole = NpyBytes.Integers("(100000,)", 100_000);
        byte[] content = difference < 0 ? whole[..^-difference] : [.. whole, .. new byte[difference]];

        Assert.All(await VerifyAsync("npy", whole), Assert.Empty);
        foreach (IReadOnlyList<NpyFormatException> errors in await VerifyAsync("npy", content))
        {
            NpyFormatException error = Assert.Single(errors);
            Assert.Equal((reason, offset, message ?? error.Problem), (error.Reason, error.Offset, error.Problem));
        }
    }

    private static Func<Task> Now(Func<object> verify) => () =>
    {
        verify();
        return Task.CompletedTask;
    };

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Content(string envelope) => envelope switch
    {
        "npy" => Npy.Save(Numbers),
        "npy of objects" => Npy.Save(Objects),
        "npz" => Npz.Save(("a", Numbers)),
        "npz compressed" => Npz.Save([("a", Numbers), ("b", Objects)], NpzWriteOptions.Compressed),
        "joblib" => Joblib.Save(Numbers),
        "joblib compressed" => Joblib.Save(Numbers, new JoblibWriteOptions { Compression = JoblibCompression.Xz }),
        _ => Pickle.Save(Numbers),
    };

    /// <summary>Of pipes, an archive cannot be verified.</summary>
    private static async Task<IReadOnlyList<NpyFormatException>[]> VerifyAsync(string envelope, byte[] content)
    {
        using var folder = new TempFolder();
        string path = folder.Write("x", content);
        Stream Seekable() => Sources.Later(content);
        Stream Forward() => new UnseekableStream(new MemoryStream(content));
        return envelope switch
        {
            "npy" or "npy of objects" => [Npy.Verify(path), Npy.Verify(Seekable()), Npy.Verify(Forward()), await Npy.VerifyAsync(path), await Npy.VerifyAsync(Seekable()), await Npy.VerifyAsync(Forward())],
            "npz" or "npz compressed" => [Npz.Verify(path), Npz.Verify(Seekable()), await Npz.VerifyAsync(path), await Npz.VerifyAsync(Seekable())],
            "pickle" => [Pickle.Verify(path), Pickle.Verify(Seekable()), Pickle.Verify(Forward()), await Pickle.VerifyAsync(path), await Pickle.VerifyAsync(Seekable()), await Pickle.VerifyAsync(Forward())],
            _ => [Joblib.Verify(path), Joblib.Verify(Seekable()), Joblib.Verify(Forward()), await Joblib.VerifyAsync(path), await Joblib.VerifyAsync(Seekable()), await Joblib.VerifyAsync(Forward())],
        };
    }
}
