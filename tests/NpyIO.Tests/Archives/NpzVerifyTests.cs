using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

public sealed class NpzVerifyTests
{
    private static readonly byte[] Good = NpyBytes.Integers("(2, 3)", 6);
    private static readonly byte[] Objects = Npy.Save(NdArray.FromObjects(new object?[] { 1L, "a" }));

    [Fact]
    public async Task Verify_Sound_FindsNothing()
    {
        byte[] archive = new ZipBytes()
            .Add("a.npy", Good).Add("b.npy", NpyBytes.Integers("(100000,)", 100000), isDeflated: true).Add("c", [1]).Add("d/", []).Add("o.npy", NpyBytes.Of("'|O'", "(1,)", new byte[20]))
            .AddIndexed("i.npy", NpyBytes.Integers("(100000,)", 100000), 128, 30_000).ToBytes();
        var recorder = new Recorder();

        Assert.Empty(await VerifyAsync(archive, recorder));
        Assert.InRange(recorder.Reports[^1], 800_000, 801_000);
        Assert.Equal(recorder.Reports.Order(), recorder.Reports);
    }

    [Fact]
    public async Task Verify_ManyFaults_FindsAll()
    {
        byte[] archive = new ZipBytes()
            .Add("twice.npy", Good)
            .Add("truncated.npy", Good[..^1])
            .Add("longer.npy", [.. Good, 0])
            .Add("header.npy", NpyBytes.Of("'<q4'", "(1,)", new byte[4]))
            .Add("none.npy", "hello"u8.ToArray())
            .Add("empty.npy", [])
            .Add("twice.npy", Good)
            .Add("crc.npy", Good)
            .Add("good.npy", Good)
            .Add("crc.txt", new byte[10], isDeflated: true)
            .AddCompressed("method.npy", 97, Good, 0, Good.Length)
            .ToBytes();
        ZipBytes.Entry crc = ZipBytes.Entries(archive)[7];
        archive[crc.DataOffset + 130] ^= 1;
        ZipBytes.Entry text = ZipBytes.Entries(archive)[9];
        archive[text.CentralOffset + 16] ^= 1;
        string descr = Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(NpyBytes.Of("'<q4'", "(1,)", new byte[4]))).Problem;

        IReadOnlyList<NpyFormatException> problems = await VerifyAsync(archive);

        Assert.Equal(
            [
                $"Entry 'twice.npy': it cannot be read by its name, as another entry has the same (at byte {ZipBytes.Entries(archive)[0].CentralOffset} of the archive)",
                "Entry 'truncated.npy': The data end early: shape (2, 3) of '<i4' takes 24 bytes, but only 23 are there (at byte 151)",
                "Entry 'longer.npy': 1 bytes follow the array where nothing may (at byte 152)",
                "Entry 'header.npy': " + descr,
                "Entry 'none.npy': it is not an array, although its name ends with '.npy' (at byte 0)",
                "Entry 'empty.npy': it is not an array, although its name ends with '.npy' (at byte 0)",
                problems[6].Problem,
                problems[7].Problem,
                "Entry 'method.npy': it is compressed with method 97, which NpyIO does not read (at byte 0)",
            ],
            problems.Select(e => e.Problem));
        Assert.StartsWith("Entry 'crc.npy': the CRC-32 of its 152 bytes is 0x", problems[6].Problem, StringComparison.Ordinal);
        Assert.StartsWith("Entry 'crc.txt': its CRC-32 is 0x", problems[7].Problem, StringComparison.Ordinal);
        Assert.Equal(["twice.npy", "truncated.npy", "longer.npy", "header.npy", "none.npy", "empty.npy", "crc.npy", "crc.txt", "method.npy"], problems.Select(e => e.EntryName));
    }

    [Fact]
    public async Task Verify_BadHeaderAndBadChecksum_AreBothTold()
    {
        byte[] archive = ZipBytes.Of(false, ("a.npy", Good));
        archive[ZipBytes.Entries(archive)[0].DataOffset + 15] ^= 1;

        IReadOnlyList<NpyFormatException> problems = await VerifyAsync(archive);

        Assert.Equal(2, problems.Count);
        Assert.Equal(NpyFormatReason.BadChecksum, problems[1].Reason);
    }

    [Fact]
    public async Task Verify_BadDeflateData_AreToldOnce()
    {
        byte[] archive = ZipBytes.Of(true, ("a.npy", Good));
        archive[ZipBytes.Entries(archive)[0].DataOffset] = 7;

        Assert.Equal("Entry 'a.npy': its compressed data are damaged (at byte 0)", Assert.Single(await VerifyAsync(archive)).Problem);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_BytesBehindThePickleOfAnArray_AreFound(bool isDeflated)
    {
        byte[] archive = ZipBytes.Of(isDeflated, ("longer.npy", [.. Objects, 0]), ("good.npy", Objects));

        NpyFormatException problem = Assert.Single(await VerifyAsync(archive));

        Assert.Equal((NpyFormatReason.TrailingData, "longer.npy", (long)Objects.Length), (problem.Reason, problem.EntryName, problem.Offset));
    }

    [Fact]
    public async Task Verify_MaxHeaderSizeOfTheCall_IsThatOfEveryHeader()
    {
        // The header is longer than the default allows; only if it is read again can the byte behind the pickle be found.
        byte[] header = NpyBytes.Header(2, "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", NpyHeader.DefaultMaxSize + 1000);
        byte[] pickle = Objects[(int)NpyHeader.Parse(Objects).DataOffset..];
        byte[] archive = ZipBytes.Of(false, ("a.npy", Good), ("o.npy", [.. header, .. pickle, 0]));
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));

        foreach ((int size, NpyFormatReason[] expected) in ((int, NpyFormatReason[])[])
            [(10, [NpyFormatReason.HeaderTooLarge, NpyFormatReason.HeaderTooLarge]), (NpyHeader.DefaultMaxSize, [NpyFormatReason.HeaderTooLarge]), (2 * NpyHeader.DefaultMaxSize, [NpyFormatReason.TrailingData])])
        {
            var options = new NpyReadOptions { MaxHeaderSize = size };
            Assert.Equal(expected, file.Verify(options).Select(e => e.Reason));
            Assert.Equal(expected, stream.Verify(options).Select(e => e.Reason));
            Assert.Equal(expected, (await file.VerifyAsync(options)).Select(e => e.Reason));
            Assert.Equal(expected, (await stream.VerifyAsync(options)).Select(e => e.Reason));
        }
    }

    [Fact]
    public async Task Verify_Cancelled_Ends()
    {
        byte[] archive = ZipBytes.Of(true, ("a.npy", Good));
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive), Npz.Open(new MemoryStream(archive))])
        {
            Assert.Throws<OperationCanceledException>(() => file.Verify(null, new CancellationToken(true)));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.VerifyAsync(null, new CancellationToken(true)));
            file.Dispose();
        }
    }

    [Fact]
    public async Task VerifyAsync_Progress_RisesToTheWhole()
    {
        byte[] archive = ZipBytes.Of(true, ("a.npy", NpyBytes.Integers("(100000,)", 100000)), ("b.npy", Good));
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive), Npz.Open(new MemoryStream(archive))])
        {
            var recorder = new Recorder();
            await file.VerifyAsync(new NpyReadOptions { Progress = recorder });
            Assert.Equal(file.Entries.Sum(entry => entry.Length), recorder.Reports[^1]);
            Assert.Equal(recorder.Reports.Order(), recorder.Reports);
            file.Dispose();
        }
    }

    [Fact]
    public async Task Verify_ArchiveOfAPath_EveryProblemNamesIt()
    {
        using var path = new TempFile(ZipBytes.Of(false, ("twice.npy", Good), ("twice.npy", Good), ("longer.npy", [.. Good, 0]), ("text.npy", [1])));

        foreach (IReadOnlyList<NpyFormatException> problems in (IReadOnlyList<NpyFormatException>[])[Npz.Verify(path.Path), await Npz.VerifyAsync(path.Path)])
        {
            Assert.Equal([NpyFormatReason.BadArchive, NpyFormatReason.TrailingData, NpyFormatReason.BadMagic], problems.Select(e => e.Reason));
            Assert.All(problems, e => Assert.Equal((path.Path, true), (e.Path, e.Message.StartsWith($"{path.Path}: Entry '", StringComparison.Ordinal))));
        }
    }

    [Fact]
    public async Task Verify_WithoutOptions_HasThoseOfTheArchive()
    {
        byte[] archive = ZipBytes.Of(false, ("a.npy", Good), ("b.npy", Good));
        var recorder = new Recorder();
        var options = new NpyReadOptions { MaxHeaderSize = 10, Progress = recorder, MaxThreads = 1 };
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive, options), Npz.Open(new MemoryStream(archive), options)])
        {
            using (file)
            {
                foreach (bool isAsync in (bool[])[false, true])
                {
                    recorder.Reports.Clear();
                    IReadOnlyList<NpyFormatException> problems = isAsync ? await file.VerifyAsync() : file.Verify();

                    Assert.Equal([("a.npy", NpyFormatReason.HeaderTooLarge), ("b.npy", NpyFormatReason.HeaderTooLarge)], problems.Select(e => (e.EntryName, e.Reason)));
                    Assert.Equal(2 * Good.Length, recorder.Reports[^1]);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_Stream_StaysOpen(bool isAsync)
    {
        foreach (byte[] content in (byte[][])[ZipBytes.Of(false, ("a.npy", Good)), [1, 2, 3]])
        {
            MemoryStream stream = Sources.Later(content);

            Assert.Equal(content.Length == 3 ? 1 : 0, (isAsync ? await Npz.VerifyAsync(stream) : Npz.Verify(stream)).Count);

            Assert.True(stream.CanRead);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_StreamThatCannotBeVerified_IsRefused(bool isAsync)
    {
        using var forward = new PartialStream(ZipBytes.Of(false), 10);
        using var written = new ForwardStream();

        Assert.Equal(
            "The stream cannot seek, so its entries cannot be read one by one. Npz.Load reads all of them in their order. (Parameter 'stream')",
            (await Assert.ThrowsAsync<ArgumentException>(() => VerifyAsync(forward))).Message);
        Assert.Equal("The stream cannot be read. (Parameter 'stream')", (await Assert.ThrowsAsync<ArgumentException>(() => VerifyAsync(written))).Message);

        async Task<IReadOnlyList<NpyFormatException>> VerifyAsync(Stream stream) => isAsync ? await Npz.VerifyAsync(stream) : Npz.Verify(stream);
    }

    /// <summary>What is found, which is the same from every source.</summary>
    /// <summary>Each kind of entry checks its end with reads of its own.</summary>
    [Fact]
    public async Task VerifyAsync_StreamOnlyForAsync_FindsNothing()
    {
        byte[] numbers = NpyBytes.Integers("(100000,)", 100000);
        byte[] archive = new ZipBytes().Add("s.npy", Good).Add("d.npy", numbers, isDeflated: true).AddIndexed("i.npy", numbers, 128, 30_000).AddIndexed("z.npy", numbers, 0, 30_000).ToBytes();
        using NpzFile file = await Npz.OpenAsync(new AsyncOnlyStream(archive));

        Assert.Empty(await file.VerifyAsync());
        Assert.Equal(Npy.Load<int>(numbers).ToArray(), (await (await file.OpenAsync("i")).LoadAsync<int>()).ToArray());
    }

    private static async Task<IReadOnlyList<NpyFormatException>> VerifyAsync(byte[] archive, Recorder? recorder = null)
    {
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));
        IReadOnlyList<NpyFormatException> problems = file.Verify(new NpyReadOptions { MaxThreads = 3, Progress = recorder });
        Assert.Equal(problems.Select(e => e.Problem), file.Verify(new NpyReadOptions { MaxThreads = 1 }).Select(e => e.Problem));
        Assert.Equal(problems.Select(e => e.Problem), (await file.VerifyAsync()).Select(e => e.Problem));
        Assert.Equal(problems.Select(e => e.Problem), (await stream.VerifyAsync()).Select(e => e.Problem));
        return problems;
    }
}
