using NpyIO.Signatures;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Signatures;

/// <summary>A provider that anybody can write: asked first, for what .NET lacks and nothing else, and only where it has an answer.</summary>
public sealed class CompressionProviderTests
{
    private const ushort Method = 250;

    /// <summary>The same in every test: what is registered stays.</summary>
    private static readonly Inverting Own = new();

    [Fact]
    public async Task OpenEntry_MethodOfAProvider_IsRead()
    {
        CompressionProvider.Register(Own);
        byte[] array = Npy.Save(Enumerable.Range(0, 5000).ToArray());
        byte[] archive = ZipBytes.Of(false, ("a.npy", Inverted(array)));
        Patch(archive, array);

        Assert.Equal(Enumerable.Range(0, 5000), Npz.Load(archive)["a"].ToArray<int>());
        Assert.Equal(Enumerable.Range(0, 5000), (await Npz.LoadAsync(new UnseekableStream(new MemoryStream(archive))))["a"].ToArray<int>());
        using NpzFile file = Npz.Open(archive);
        Assert.Equal([10, 11, 12], file["a"].ReadRows<int>(10, 3).ToArray());
        Assert.Empty(file.Verify());
    }

    /// <summary>Entries that are read at once, whose head is all of them, and longer ones.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    [InlineData(100_000)]
    public async Task OpenEntry_StreamOnlyForAsync_IsOnlyAwaited(int count)
    {
        CompressionProvider.Register(Own);
        byte[] array = Npy.Save(Enumerable.Range(0, count).ToArray());
        byte[] archive = new ZipBytes().AddCompressed("a.npy", Method, Inverted(array), System.IO.Hashing.Crc32.HashToUInt32(array), array.Length).ToBytes();
        using NpzFile file = await Npz.OpenAsync(new AsyncOnlyStream(archive, most: 70_000));
        NpzEntry entry = file.GetEntry("a");

        Assert.Equal(Enumerable.Range(0, count), (await (await entry.OpenAsync()).LoadAsync<int>()).ToArray());
        NdArray<int> rows = await entry.ReadRowsAsync<int>(3, 2);
        Assert.Equal([3, 4], rows.ToArray());
        Assert.Equal(count, (await entry.ReadHeaderAsync())!.Shape[0]);
        Assert.Equal(array, await entry.ReadRawAsync());
        Assert.Empty(await file.VerifyAsync());
        await using Stream raw = await entry.OpenRawAsync();
        byte[] read = new byte[array.Length];
        await raw.ReadExactlyAsync(read);
        Assert.Equal(array, read);
    }

    [Fact]
    public async Task OpenEntry_StreamThatEndsOrIsCancelled_SaysSo()
    {
        CompressionProvider.Register(Own);
        byte[] array = Npy.Save(Enumerable.Range(0, 100_000).ToArray());
        byte[] archive = new ZipBytes().AddCompressed("a.npy", Method, Inverted(array), System.IO.Hashing.Crc32.HashToUInt32(array), array.Length).ToBytes();
        var stream = new MemoryStream();
        stream.Write(archive);
        stream.Position = 0;
        using NpzFile file = await Npz.OpenAsync(stream);
        stream.SetLength(200_000);
        var stalling = new AsyncOnlyStream(archive, most: 70_000);
        using NpzFile stalled = await Npz.OpenAsync(stalling);
        stalling.Stall = 100_000;
        using var source = new CancellationTokenSource();

        var ended = await Assert.ThrowsAsync<NpyFormatException>(() => file.OpenAsync("a"));
        Task<StoredArray> load = stalled.OpenAsync("a", cancellationToken: source.Token);
        await stalling.Stalled;
        await source.CancelAsync();

        Assert.Equal((NpyFormatReason.TruncatedData, "a.npy", 200_000L), (ended.Reason, ended.EntryName, ended.Offset));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
    }

    [Fact]
    public void Open_AnsweredByNobody_FallsBackToThePackage()
    {
        CompressionProvider.Register(Own);
        NdArray array = NdArray.FromArray(new[] { 1, 2, 3 });

        foreach (JoblibCompression compression in (JoblibCompression[])[JoblibCompression.Bzip2, JoblibCompression.Xz])
            Assert.Equal([1, 2, 3], Joblib.Load<NdArray>(Joblib.Save(array, new JoblibWriteOptions { Compression = compression })).ToArray<int>());
    }

    [Fact]
    public void Open_OfAFile_AsksTheRegisteredProviderFirst()
    {
        CompressionProvider.Register(Own);
        NdArray array = NdArray.FromArray(new[] { 1, 2, 3 });
        byte[] usual = Joblib.Save(array, new JoblibWriteOptions { Compression = JoblibCompression.Lz4 });

        Inverting.Marked.Value = true;
        byte[] own = Joblib.Save(array, new JoblibWriteOptions { Compression = JoblibCompression.Lz4 });

        Assert.NotEqual(usual, own);
        Assert.Equal("own"u8, own.AsSpan(0, 3));
        Assert.Equal(usual, own[3..]);
    }

    /// <summary>A decoder may read its header when it is created; what it says then is an error of the content, too.</summary>
    [Fact]
    public async Task OpenEntry_FailsAtOnce_IsAnErrorOfTheContent()
    {
        CompressionProvider.Register(Own);
        byte[] archive = ZipBytes.Of(false, ("a.npy", "bad"u8.ToArray()));
        Patch(archive, "bad"u8.ToArray());

        foreach (NpyFormatException error in (NpyFormatException[])
        [
            Assert.Throws<NpyFormatException>(() => Npz.Load(archive)),
            Assert.Throws<NpyFormatException>(() => Npz.Load(new UnseekableStream(new MemoryStream(archive)))),
            await Assert.ThrowsAsync<NpyFormatException>(() => Npz.LoadAsync(new UnseekableStream(new MemoryStream(archive)))),
            Assert.Single(Npz.Verify(new MemoryStream(archive))),
        ])
        {
            Assert.Equal((NpyFormatReason.BadCompression, "a.npy"), (error.Reason, error.EntryName));
        }
    }

    [Fact]
    public void Register_TheSameProviderAgain_AsksItOnce()
    {
        var counting = new Counting();
        CompressionProvider.Register(counting);
        CompressionProvider.Register(counting);

        Counting.Calls.Value = 0;
        Assert.Null(CompressionProvider.Open(provider => provider.OpenEntry(Method + 1, Stream.Null, 0, 0)));
        Assert.Equal(1, Counting.Calls.Value);
    }

    /// <summary>The newest first; of equal ones the newest alone; and one that has no answer passes the question on.</summary>
    [Fact]
    public void Register_Several_AsksTheNewestFirst()
    {
        Named first = new("first", equalTo: 1), second = new("second", equalTo: 2), third = new("third", equalTo: 3), replacing = new("replacing", equalTo: 2);
        CompressionProvider.Register(first);
        CompressionProvider.Register(second);
        Assert.Equal(["second"], Asked("second"));
        CompressionProvider.Register(third);
        Assert.Equal(["third"], Asked("third"));
        Assert.Equal(["third", "second"], Asked("second"));
        Assert.Equal(["third", "second", "first"], Asked("first"));
        Assert.Equal(["third", "second", "first"], Asked("nobody"));

        CompressionProvider.Register(first);
        Assert.Equal(["first", "third", "second"], Asked("nobody"));
        CompressionProvider.Register(replacing);
        Assert.Equal(["replacing", "first", "third"], Asked("nobody"));

        // Of those that tests running beside this one have registered, none answers.
        static List<string> Asked(string answering)
        {
            Named.Asked.Value = [];
            Stream? opened = CompressionProvider.Open(provider => provider is Named named ? named.Answer(answering) : null);
            Assert.Equal(answering != "nobody", opened is not null);
            return Named.Asked.Value;
        }
    }

    /// <summary>What the content is to blame for is thrown by whoever reads; anything else at once.</summary>
    [Fact]
    public void Open_Fails_ThrowsWhenReadOrAtOnce()
    {
        CompressionProvider.Register(Own);
        foreach (Exception failure in (Exception[])[new InvalidDataException("data"), new NotSupportedException("feature")])
        {
            using Stream stream = CompressionProvider.Open(_ => throw failure)!;

            for (int i = 0; i < 2; i++)
                Assert.Same(failure, Record.Exception(() => stream.ReadByte()));
        }

        Assert.Throws<IOException>(() => CompressionProvider.Open(_ => throw new IOException("disk")));
        Assert.Throws<OperationCanceledException>(() => CompressionProvider.Open(_ => throw new OperationCanceledException()));
    }

    [Fact]
    public void CompressionOf_EveryKind_IsThatOfItsName()
    {
        foreach (FileCompression compression in Enum.GetValues<FileCompression>().Where(compression => compression != FileCompression.None))
        {
            FileKind kind = FileCompressors.KindOf(compression);
            string name = compression switch { FileCompression.Zlib or FileCompression.Gzip or FileCompression.Bzip2 or FileCompression.Xz => compression.ToString().ToLowerInvariant(), FileCompression.Zstandard => "Zstandard", _ => compression.ToString().ToUpperInvariant() };

            Assert.Equal((compression.ToString(), compression, name), (kind.ToString(), FileCompressors.CompressionOf(kind), SignatureThrow.NameOf(kind)));
            NpyFormatException missing = Assert.Throws<NpyFormatException>(() => SignatureThrow.CodecsMissing(kind));
            Assert.Equal((NpyFormatReason.Unsupported, 0L, name), (missing.Reason, missing.Offset, missing.Found));
            Assert.Contains($"compressed with {name}, which the package NpyIO.Codecs reads", missing.Message, StringComparison.Ordinal);
            Assert.Equal($"Compressing with {name} needs the package NpyIO.Codecs: reference it.", Assert.Throws<InvalidOperationException>(() => SignatureThrow.NoCodecsToWrite(kind)).Message);
        }

        Assert.Equal(FileKind.Pickle, FileCompressors.KindOf(FileCompression.None));
        foreach (FileKind kind in (FileKind[])[FileKind.Pickle, FileKind.ZFile, FileKind.Npy, FileKind.Archive])
            Assert.Equal(FileCompression.None, FileCompressors.CompressionOf(kind));
    }

    [Fact]
    public void Register_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => CompressionProvider.Register(null!));

    [Fact]
    public void JoblibCompression_Values_AreThoseOfFileCompression()
    {
        foreach (JoblibCompression compression in Enum.GetValues<JoblibCompression>())
            Assert.Equal(compression.ToString(), ((FileCompression)(int)compression).ToString());
    }

    /// <summary>Sets the method of the only entry, and the CRC and lengths of its inverted bytes to those of the bytes.</summary>
    private static void Patch(byte[] archive, byte[] content)
    {
        int directory = archive.AsSpan().IndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(archive.AsSpan(8), Method);
        BitConverter.TryWriteBytes(archive.AsSpan(directory + 10), Method);
        BitConverter.TryWriteBytes(archive.AsSpan(14), System.IO.Hashing.Crc32.HashToUInt32(content));
        BitConverter.TryWriteBytes(archive.AsSpan(directory + 16), System.IO.Hashing.Crc32.HashToUInt32(content));
    }

    private static byte[] Inverted(byte[] bytes) => [.. bytes.Select(value => (byte)~value)];

    [Fact]
    public void Open_ProviderThatOverridesNothing_HasNoAnswer()
    {
        var none = new NoCompression();

        Assert.Null(none.OpenRead(FileCompression.Xz, Stream.Null));
        Assert.Null(none.OpenWrite(FileCompression.Xz, Stream.Null, 3));
        Assert.Null(none.OpenEntry(Method, Stream.Null, 0, 0));
    }

    private sealed class NoCompression : CompressionProvider;

    private sealed class Inverting : CompressionProvider
    {
        /// <summary>Other tests run meanwhile.</summary>
        internal static readonly AsyncLocal<bool> Marked = new();

        public override Stream? OpenWrite(FileCompression compression, Stream destination, int level)
        {
            Assert.True(compression is not (FileCompression.None or FileCompression.Zlib or FileCompression.Gzip));
            if (Marked.Value)
                destination.Write("own"u8);
            return null;
        }

        public override Stream? OpenEntry(int method, Stream compressed, long compressedLength, long length)
        {
            Assert.True(method is not (0 or 8));
            if (method != Method)
                return null;
            Assert.Equal(length, compressedLength);
            byte[] bytes = new byte[compressedLength];
            compressed.ReadExactly(bytes);
            if (bytes.AsSpan().SequenceEqual("bad"u8))
                throw new InvalidDataException("the header is bad");
            return new MemoryStream(Inverted(bytes));
        }
    }

    /// <summary>Providers that are equal by a number, and answer to a name.</summary>
    private sealed class Named(string name, int equalTo) : CompressionProvider
    {
        internal static readonly AsyncLocal<List<string>> Asked = new();

        private int EqualTo => equalTo;

        internal Stream? Answer(string answering)
        {
            Asked.Value!.Add(name);
            return name == answering ? Stream.Null : null;
        }

        public override bool Equals(object? obj) => obj is Named other && other.EqualTo == equalTo;

        public override int GetHashCode() => equalTo;
    }

    private sealed class Counting : CompressionProvider
    {
        internal static readonly AsyncLocal<int> Calls = new();

        public override Stream? OpenEntry(int method, Stream compressed, long compressedLength, long length)
        {
            Calls.Value++;
            return null;
        }
    }
}
