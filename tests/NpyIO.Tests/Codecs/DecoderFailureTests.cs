using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Codecs;

/// <summary>What is said of data that cannot be decompressed: the first cause, and of a source that fails its own exception.</summary>
public sealed class DecoderFailureTests
{
    [Theory]
    [InlineData("/Td6WFoAAATm1rRGAgEDAQMhARaXj3H84ABzAB1dAEABDnRMq6e9XuMVw3+ISudvDVNYYbOpF1wX94cAAAAAANXAxvTnbNsmAAE5dLSNankftvN9AQAAAAAEWVo=")]
    [InlineData("/Td6WFoAAATm1rRGAgEEACEBFgANhjUf4ACvAFddAEmThqTe04J5alsNIzg2q52dTE3u423DHetnvdruHKRAuviZ10knJuIXLXlpMzluRyU2vPz8lQiX+BMuZANcR4/yJ1pAouAOcQ+0JdffXcPLpRmTVRBgAAAA5vueAq2w0IoAAXOwAQAAAMPEmOaxxGf7AgAAAAAEWVo=")]
    public void Load_XzWithOtherFilters_IsUnsupportedNotDamaged(string base64)
    {
        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(Convert.FromBase64String(base64)));

        Assert.Equal((NpyFormatReason.Unsupported, true), (error.Reason, error.Message.Contains("other filters than LZMA2", StringComparison.Ordinal)));
    }

    public static TheoryData<string> Archives => ["bzip2", "lzma", "zstandard"];

    [Theory]
    [MemberData(nameof(Archives))]
    public async Task Load_EntryThatItsDecoderRefuses_MessageHasTheCause(string name)
    {
        byte[] archive = File.ReadAllBytes(Repository.PathOf($"testdata/archives/{name}.npz"));
        ZipBytes.Entry entry = ZipBytes.Entries(archive).MaxBy(entry => entry.CompressedLength)!;
        archive.AsSpan(entry.DataOffset + (name == "lzma" ? 9 : 0), entry.CompressedLength / 2).Fill(0xAA);
        foreach (Func<Task> load in new Func<Task>[] { () => Task.FromResult(Npz.Load(archive)), () => Npz.LoadAsync(new MemoryStream(archive)), () => Npz.LoadAsync(new PartialStream(archive, 1000)), Verify })
        {
            var error = await Assert.ThrowsAsync<NpyFormatException>(load);
            Exception cause = error;
            while (cause.InnerException is { } inner)
                cause = inner;

            Assert.NotSame(error, cause);
            Assert.Contains(cause.Message, error.Message, StringComparison.Ordinal);
        }

        Task Verify()
        {
            using NpzFile file = Npz.Open(archive);
            throw file.Verify()[0];
        }
    }

    public static TheoryData<Type> Exceptions => new(typeof(InvalidDataException), typeof(NotSupportedException), typeof(IOException), typeof(EndOfStreamException), typeof(InvalidOperationException), typeof(FormatException));

    [Theory]
    [MemberData(nameof(Exceptions))]
    public async Task Load_SourceThatFails_ItsOwnExceptionPassesThrough(Type type)
    {
        var random = new byte[100_000];
        new Random(1).NextBytes(random);
        NdArray bytes = NdArray.FromArray(random);
        byte[] array = NpyBytes.Of("'|u1'", "(100000,)", random);
        foreach (JoblibCompression compression in Enum.GetValues<JoblibCompression>())
        {
            byte[] file = Joblib.Save(bytes, new JoblibWriteOptions { Compression = compression });
            await PassesAsync(file, stream => Joblib.Load(stream), stream => Joblib.LoadAsync(stream));
        }

        await PassesAsync(array, stream => Npy.Load(stream), stream => Npy.LoadAsync(stream));
        await PassesAsync(Pickle.Save(bytes), stream => Pickle.Load(stream), stream => Pickle.LoadAsync(stream));
        foreach (bool isDeflated in new[] { false, true })
            await PassesAsync(ZipBytes.Of(isDeflated, ("a.npy", array)), stream => Npz.Load(stream), stream => Npz.LoadAsync(stream));

        async Task PassesAsync(byte[] content, Func<Stream, object?> load, Func<Stream, Task> loadAsync)
        {
            foreach (bool canSeek in new[] { false, true })
            {
                var thrown = (Exception)Activator.CreateInstance(type, "of the source")!;
                Assert.Same(thrown, Record.Exception(() => load(new FailingStream(content, canSeek, thrown))));
                Assert.Same(thrown, await Record.ExceptionAsync(() => loadAsync(new FailingStream(content, canSeek, thrown))));
            }
        }
    }

    /// <summary>Fails at the first read that goes beyond its middle, unless it is one of the end.</summary>
    private sealed class FailingStream(byte[] content, bool canSeek, Exception thrown) : MemoryStream(content)
    {
        public override bool CanSeek => canSeek;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            long at = base.Position;
            if (at + buffer.Length > 40_000 && at < 60_000)
            {
                if (at >= 40_000)
                    throw thrown;
                buffer = buffer[..(int)(40_000 - at)];
            }

            // The base's own method for spans would come back here.
            var read = new byte[buffer.Length];
            int count = base.Read(read, 0, read.Length);
            read.AsSpan(0, count).CopyTo(buffer);
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));
    }
}
