using NpyIO.Archives;
using NpyIO.Tests.Support;
using Xunit;
using Descriptor = NpyIO.Tests.Support.ZipBytes.Descriptor;

namespace NpyIO.Tests.Archives;

/// <summary>Archives from streams that cannot seek, read in one pass.</summary>
public sealed class NpzForwardTests
{
    private static readonly byte[] Small = NpyBytes.Integers("(2, 3)", 6);
    private static readonly byte[] Large = NpyBytes.Integers("(10000,)", 10_000);
    private static readonly byte[] Noise = NpyBytes.Of("'|u1'", "(9000,)", RandomBytes(9_000));

    /// <summary>What forward reading refuses and files allow: anything before, between or behind the entries that is none of them.</summary>
    private static readonly string[] NotForward = ["continued", "gaps", "prefix", "prefix-counted"];

    public static TheoryData<string> GoldenArchives =>
    [
        .. Directory.GetFiles(Repository.PathOf("testdata"), "*.npz", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.PathOf("testdata"), path).Replace('\\', '/'))
            .Where(path => !NotForward.Contains(Path.GetFileNameWithoutExtension(path)))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<bool, string, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<bool, string, bool>();
            foreach (Descriptor descriptor in Enum.GetValues<Descriptor>())
            {
                foreach (bool isZip64 in (bool[])[false, true])
                {
                    kinds.Add(false, $"{descriptor}", isZip64);
                    kinds.Add(true, $"{descriptor}", isZip64);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(GoldenArchives))]
    public async Task Load_EveryGoldenArchive_IsWhatTheFileGives(string path)
    {
        byte[] archive = await File.ReadAllBytesAsync(Repository.PathOf("testdata/" + path));
        Dictionary<string, NdArray>? expected = null;
        try
        {
            expected = Npz.Load(archive, NpyReadOptions.AsStored);
        }
        catch (NpyFormatException e)
        {
            var stream = new PartialStream(archive, 1000);
            var found = Assert.Throws<NpyFormatException>(() => ForwardArchive.Load(stream, NpyReadOptions.AsStored));
            Assert.Equal((e.Reason, e.EntryName), (found.Reason, found.EntryName));
            return;
        }

        AssertSame(expected, ForwardArchive.Load(new PartialStream(archive, int.MaxValue), NpyReadOptions.AsStored));
        AssertSame(expected, await ForwardArchive.LoadAsync(new PartialStream(archive, 100), NpyReadOptions.AsStored, default));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_EveryKindOfEntry_TakesExactlyTheArchive(bool isDeflated, string kind, bool isZip64)
    {
        Descriptor descriptor = Enum.Parse<Descriptor>(kind);
        byte[] archive = new ZipBytes()
            .Add("small.npy", Small, isDeflated, descriptor, isZip64)
            .Add("large.npy", Large, isDeflated, descriptor, isZip64)
            .Add("noise.npy", Noise, isDeflated, descriptor, isZip64)
            .Add("zeros.npy", NpyBytes.Of("'<f8'", "(5000,)", new byte[40_000]), isDeflated, descriptor, isZip64)
            .Add("none.npy", NpyBytes.Of("'<f8'", "(0,)", []), isDeflated, descriptor, isZip64)
            .Add("nothing", [], isDeflated, descriptor == Descriptor.Unsigned || descriptor == Descriptor.Unsigned64 ? Descriptor.None : descriptor, isZip64)
            .ToBytes("a comment");
        byte[] content = [.. archive, .. archive, 1, 2, 3];

        foreach (int most in (int[])[1, 7, 100, int.MaxValue])
        {
            var stream = new PartialStream(content, most);
            Check(ForwardArchive.Load(stream, null));
            Assert.Equal(archive.Length, stream.Taken);
            Check(await ForwardArchive.LoadAsync(stream, null, default));
            Assert.Equal(2 * archive.Length, stream.Taken);
        }

        static void Check(Dictionary<string, NdArray> arrays)
        {
            Assert.Equal(["small", "large", "noise", "zeros", "none"], arrays.Keys);
            Assert.Equal([0, 1, 2, 3, 4, 5], arrays["small"].ToArray<int>());
            Assert.Equal(Enumerable.Range(0, 10_000), arrays["large"].ToArray<int>());
            Assert.Equal(RandomBytes(9_000), arrays["noise"].ToArray<byte>());
            Assert.Equal(new double[5_000], arrays["zeros"].ToArray<double>());
            Assert.Empty(arrays["none"].ToArray<double>());
        }
    }

    [Fact]
    public void Load_LargeDeflatedArraysOfUnknownLength_AreReadInLargeSteps()
    {
        byte[] numbers = NpyBytes.Integers("(1000000,)", 1_000_000);
        byte[] archive = new ZipBytes()
            .Add("x.npy", numbers, isDeflated: true, Descriptor.Signed)
            .Add("zeros.npy", NpyBytes.Of("'|u1'", "(5000000,)", new byte[5_000_000]), isDeflated: true, Descriptor.Unsigned)
            .ToBytes();
        var stream = new CountingStream([.. archive, 1, 2, 3]);

        Dictionary<string, NdArray> arrays = ForwardArchive.Load(stream, null);

        Assert.Equal(999_999, arrays["x"].Get<int>(999_999));
        Assert.Equal(5_000_000, arrays["zeros"].Count);
        Assert.Equal(archive.Length, stream.Taken);
        Assert.InRange(stream.Reads, 1, archive.Length / 500);
    }

    [Fact]
    public void Load_DeflatedEntriesThatAreNoArrays_AreCheckedAndPassedOver()
    {
        byte[] archive = new ZipBytes()
            .Add("notes.txt", RandomBytes(5000), isDeflated: true, Descriptor.Signed)
            .Add("n", "\x93NU"u8.ToArray(), isDeflated: true, Descriptor.Signed64)
            .Add("x.npy", [.. Small, 1, 2, 3], isDeflated: true, Descriptor.Unsigned)
            .ToBytes();
        var stream = new PartialStream([.. archive, 0], int.MaxValue);

        Dictionary<string, NdArray> arrays = ForwardArchive.Load(stream, null);

        Assert.Equal(["x"], arrays.Keys);
        Assert.Equal(archive.Length, stream.Taken);
    }

    [Theory]
    [InlineData("bzip2")]
    [InlineData("lzma")]
    [InlineData("zstandard")]
    public async Task Load_OtherCompressions_AreReadToo(string name)
    {
        byte[] archive = await File.ReadAllBytesAsync(Repository.PathOf($"testdata/archives/{name}.npz"));

        foreach (Dictionary<string, NdArray> arrays in (Dictionary<string, NdArray>[])
            [Npz.Load(archive), ForwardArchive.Load(new PartialStream(archive, 77), null), await ForwardArchive.LoadAsync(new PartialStream(archive, 77), null, default)])
        {
            Assert.Equal(["ramp", "grid", "text", "none"], arrays.Keys);
            Assert.Equal(Enumerable.Range(0, 3000).Select(i => i * i % 1009), arrays["ramp"].ToArray<int>());
            Assert.Equal(Enumerable.Range(0, 35).Select(i => i * 0.5), arrays["grid"].ToArray<double>());
            Assert.Equal(["", "é", "𝒳b"], arrays["text"].ToArray<string>());
            Assert.Equal([0, 3], arrays["none"].Shape.ToArray());
        }
    }

    [Fact]
    public void Load_NamesTakenTwice_AreThoseOfTheFile()
    {
        byte[] archive = new ZipBytes()
            .Add("x.npy", NpyBytes.Integers("()", 1))
            .Add("y", Small)
            .Add("y.npy", NpyBytes.Integers("(3,)", 3))
            .Add("x.npy", NpyBytes.Integers("(2,)", 2))
            .Add("z.npy.npy", Small)
            .ToBytes();

        Dictionary<string, NdArray> arrays = ForwardArchive.Load(new PartialStream(archive, 500), null);

        AssertSame(Npz.Load(archive), arrays);
        Assert.Equal(["x", "y", "y.npy", "z.npy"], arrays.Keys);
        Assert.Equal(2, arrays["x"].Count);
    }

    [Fact]
    public void Load_EmptyArchive_HasNoArrays()
    {
        var stream = new PartialStream([.. new ZipBytes().ToBytes("nothing"), 9], 5);

        Assert.Empty(ForwardArchive.Load(stream, null));
        Assert.Equal(29, stream.Taken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    public async Task Load_CommentOfAnyLength_BelongsToTheArchive(int length)
    {
        byte[] archive = new ZipBytes().Add("x.npy", Small).ToBytes(new string('c', length));
        foreach (int most in (int[])[1000, int.MaxValue])
        {
            PartialStream stream = new([.. archive, 1, 2, 3], most), asynchronous = new([.. archive, 1, 2, 3], most);

            Assert.Equal(["x"], Npz.Load(stream).Keys);
            Assert.Equal(["x"], (await Npz.LoadAsync(asynchronous)).Keys);
            Assert.Equal((archive.Length, archive.Length), (stream.Taken, asynchronous.Taken));
        }
    }

    [Fact]
    public async Task Load_LongestNamesAndFields_AreReadAndNotAByteMore()
    {
        byte[] name = [.. Enumerable.Repeat((byte)'n', ushort.MaxValue)];
        byte[] extra = ZipBytes.Extra(0x4E4E, new byte[ushort.MaxValue - 4]);
        byte[] archive = new ZipBytes().AddOdd(name, Small, localExtra: extra, centralExtra: extra).AddOdd("b"u8.ToArray(), Large, localExtra: extra).ToBytes();
        foreach (int most in (int[])[1000, int.MaxValue])
        {
            PartialStream stream = new([.. archive, 1, 2, 3], most), asynchronous = new([.. archive, 1, 2, 3], most);

            Assert.Equal([65_535, 1], Npz.Load(stream).Keys.Select(key => key.Length));
            Assert.Equal([65_535, 1], (await Npz.LoadAsync(asynchronous)).Keys.Select(key => key.Length));
            Assert.Equal((archive.Length, archive.Length), (stream.Taken, asynchronous.Taken));
        }
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Load_BadArchiveFromAPipePath_NamesIt(bool isAsync)
    {
        byte[] archive = ZipBytes.Of(false, ("x.npy", Small));
        archive[ZipBytes.Entries(archive)[0].DataOffset + 130] ^= 1;
        string? given = null;

        Task<Dictionary<string, NdArray>> load = await Sources.FromPipeAsync(archive, path =>
        {
            given = path;
            Task<Dictionary<string, NdArray>> load = isAsync ? Npz.LoadAsync(path) : Task.Run(() => Npz.Load(path));
            ((IAsyncResult)load).AsyncWaitHandle.WaitOne();
            return load;
        });

        var e = await Assert.ThrowsAsync<NpyFormatException>(() => load);
        Assert.Equal((NpyFormatReason.BadChecksum, "x.npy", given), (e.Reason, e.EntryName, e.Path));
    }

    [Fact]
    public void Load_Options_AreFollowed()
    {
        byte[] archive = new ZipBytes()
            .Add("x.npy", NpyBytes.Integers("(2, 3)", 6, bigEndian: true, fortranOrder: true), isDeflated: true, Descriptor.Signed)
            .Add("y.npy", Large)
            .ToBytes();
        var told = new List<long>();

        Dictionary<string, NdArray> arrays = ForwardArchive.Load(new PartialStream(archive, 9999), NpyReadOptions.AsStored with { Progress = new Recorder(told.Add) });

        Assert.Equal("'>i4'", arrays["x"].DType.Descr);
        Assert.True(arrays["x"].IsFortranContiguous);
        Assert.Equal(40_024, told[^1]);
        Assert.Equal(told.Order(), told);
    }

    [Fact]
    public void Load_Strict_ForbidsBytesBehindAnArray()
    {
        byte[] archive = ZipBytes.Of(isDeflated: true, ("x.npy", [.. Small, 1]));

        var e = Assert.Throws<NpyFormatException>(() => ForwardArchive.Load(new PartialStream(archive, 50), new NpyReadOptions { Strict = true }));
        Assert.Equal("Entry 'x.npy': Bytes follow the array where nothing may (at byte 152)", e.Message);
        Assert.Equal("x.npy", e.EntryName);
    }

    [Fact]
    public async Task LoadAsync_Cancelled_Ends()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ForwardArchive.LoadAsync(new PartialStream(ZipBytes.Of(isDeflated: false, ("x.npy", Small)), 50), null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Load_StreamThatFails_PassesItsExceptionOn()
    {
        byte[] archive = ZipBytes.Of(isDeflated: true, ("x.npy", Large));

        Assert.Throws<IOException>(() => ForwardArchive.Load(new FailingStream(archive, 1000), null));
        Assert.Throws<IOException>(() => ForwardArchive.Load(new FailingStream(archive, 10), null));
    }

    [Fact]
    public async Task LoadAsync_PipePath_IsReadForward()
    {
        if (OperatingSystem.IsLinux())
        {
            byte[] archive = new ZipBytes().Add("x.npy", Large, isDeflated: true, Descriptor.Signed).ToBytes();

            Dictionary<string, NdArray> arrays = await Sources.FromPipeAsync(archive, path => Npz.Load(path));

            Assert.Equal(9_999, arrays["x"].Get<int>(9_999));
        }
    }

    [Fact]
    public async Task LoadAsync_PipePathCancelledBetweenEntries_Ends()
    {
        if (OperatingSystem.IsLinux())
        {
            byte[] archive = ZipBytes.Of(isDeflated: true, ("x.npy", Small), ("y.npy", Small));
            using var cancellation = new CancellationTokenSource();
            var options = new NpyReadOptions { Progress = new Recorder(_ => cancellation.Cancel()) };

            Task<Dictionary<string, NdArray>> load = await Sources.FromPipeAsync(archive, LoadAsync);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);

            Task<Dictionary<string, NdArray>> LoadAsync(string path)
            {
                Task<Dictionary<string, NdArray>> load = Npz.LoadAsync(path, options, cancellation.Token);
                ((IAsyncResult)load).AsyncWaitHandle.WaitOne();
                return load;
            }
        }
    }

    private static void AssertSame(Dictionary<string, NdArray> expected, Dictionary<string, NdArray> found)
    {
        Assert.Equal(expected.Keys, found.Keys);
        foreach ((string name, NdArray array) in expected)
        {
            Assert.Equal(array.DType, found[name].DType);
            Assert.Equal(array.Shape.ToArray(), found[name].Shape.ToArray());
            Assert.Equal(array.IsFortranContiguous, found[name].IsFortranContiguous);
            Assert.Equal(ArrayAssert.ContentOf(array), ArrayAssert.ContentOf(found[name]));
        }
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A stream that tells how often it was read.</summary>
    private sealed class CountingStream(byte[] content) : MemoryStream(content)
    {
        internal int Reads { get; private set; }

        internal long Taken => Position;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            Reads++;
            return base.Read(buffer);
        }
    }

    /// <summary>A stream that breaks behind so many bytes.</summary>
    private sealed class FailingStream(byte[] content, int good) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) =>
            base.Read(buffer[..Math.Min(buffer.Length, good - (int)Position)]) is > 0 and var count ? count : throw new IOException("the cable is out");
    }
}
