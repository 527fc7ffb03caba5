using System.Buffers.Binary;
using NpyIO.IO;
using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>Entries with an index of their blocks: one of 400,128 bytes in blocks of 30,000, which fit no unit of the decoder's.</summary>
public sealed class BlockSourceTests
{
    private const int BlockLength = 30_000;
    private const int HeadLength = 128;

    private static readonly byte[] Data = Scrambled("(100000,)", bigEndian: false);

    [Fact]
    public void Read_AnyPlaces_GivesTheBytesThere()
    {
        ZipReader zip = ZipReader.Open(new MemorySource(new ZipBytes().AddIndexed("a", Data, HeadLength, BlockLength).ToBytes()));
        using BlockSource source = zip.TryOpenBlocks(zip.Directory.Entries[0])!;
        var random = new Random(1);
        byte[] buffer = new byte[50_000];

        for (int i = 0; i < 300; i++)
        {
            int offset = random.Next(Data.Length);
            int count = source.Read(offset, buffer.AsSpan(0, random.Next(1, buffer.Length)));
            Assert.InRange(count, 1, BlockLength);
            Assert.True(Data.AsSpan(offset, count).SequenceEqual(buffer.AsSpan(0, count)));
        }

        Assert.Equal(0, source.Read(Data.Length, buffer));
        source.Complete();
    }

    [Fact]
    public async Task ReadAsync_AnyPlaces_GivesTheBytesThere()
    {
        ZipReader zip = ZipReader.Open(new SeekableSource(new MemoryStream(new ZipBytes().AddIndexed("a", Data, HeadLength, BlockLength).ToBytes())));
        using BlockSource source = (await zip.TryOpenBlocksAsync(zip.Directory.Entries[0], isPart: false, default))!;
        var random = new Random(2);
        byte[] buffer = new byte[50_000];

        for (int i = 0; i < 100; i++)
        {
            int offset = random.Next(Data.Length);
            int count = await source.ReadAsync(offset, buffer.AsMemory(0, random.Next(1, buffer.Length)), default);
            Assert.True(Data.AsSpan(offset, count).SequenceEqual(buffer.AsSpan(0, count)));
        }

        await source.CompleteTouchedAsync(default);
        await source.CompleteAsync(default);
    }

    [Theory]
    [InlineData(HeadLength)]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Load_Indexed_GivesTheArray(int headLength)
    {
        foreach (int threads in (int[])[1, 2, 5])
        {
            byte[] big = Scrambled("(400, 250)", bigEndian: true);
            byte[] fortran = Scrambled("(400, 250)", bigEndian: false, fortranOrder: true);
            byte[] archive = new ZipBytes().AddIndexed("a", Data, headLength, BlockLength).AddIndexed("big", big, headLength, 4099).AddIndexed("fortran", fortran, headLength, BlockLength).ToBytes();
            using NpzFile file = Npz.Open(archive);
            var options = new NpyReadOptions { MaxThreads = threads };

            Assert.All(file.Entries, entry => Assert.True(ZipReader.UsesIndex(entry.Entry)));
            foreach (NpzEntry entry in file.Entries)
            {
                byte[] found = entry.Name switch { "a" => Data, "big" => big, _ => fortran };
                Assert.Equal(Npy.Load<int>(found).ToArray(), entry.Open().Load<int>(options).ToArray());
                Assert.Equal(found, entry.ReadRaw());
            }

            Assert.Empty(file.Verify());
        }
    }

    [Fact]
    public void Load_ManyBlocksByManyThreads_GivesTheArray()
    {
        byte[] content = new ZipBytes().AddIndexed("a", Data, HeadLength, 1000).ToBytes();
        ZipReader zip = ZipReader.Open(new MemorySource(content));
        NpyHeader header = NpyHeader.Parse(Data);
        foreach (bool bigEndian in (bool[])[false, true])
        {
            using BlockSource source = zip.TryOpenBlocks(zip.Directory.Entries[0])!;
            var decoder = NpyIO.Coding.ArrayDecoder.Create(bigEndian ? DType.Parse(">i4") : header.DType, header.Shape, false, NpyReadOptions.Default.Decoding);
            new PayloadReader(source, header.DataOffset, decoder, new NpyReadOptions { MaxThreads = 4 }.Reading) { ParallelLength = 0 }.Read();
            source.Complete();

            int[] expected = [.. Npy.Load<int>(Data).ToArray().Select(value => bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value)];
            Assert.Equal(expected, decoder.ToNdArray().ToArray<int>());
        }
    }

    public static TheoryData<string, int, byte> Changes => new()
    {
        { "version", 0, 2 },
        { "head's length", 1, 1 },
        { "block length", 5, 1 },
        { "deflated length", 13 + 8, 1 },
        { "CRC", 13 + 8 + 4, 1 },
        { "CRC of the last", 13 + (14 * 8) + 4, 1 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Load_IndexDamaged_IsReadWithoutIt(string what, int at, byte value)
    {
        Assert.NotEmpty(what);
        using NpzFile file = Npz.Open(new ZipBytes().AddIndexed("a", Data, HeadLength, BlockLength, field => field[at] ^= value).ToBytes());

        Assert.Null(file.GetEntry("a").Entry.Index);
        Assert.Equal(Npy.Load<int>(Data).ToArray(), file["a"].Load<int>().ToArray());
        Assert.Equal(Npy.Load<int>(Data).ToArray()[500..600], file["a"].ReadRows<int>(500, 100).ToArray());
    }

    [Fact]
    public void Load_IndexThatLies_IsReadWithoutIt()
    {
        // Two blocks trade a byte of their lengths: nothing in the index itself is wrong.
        byte[] archive = new ZipBytes().AddIndexed("a", Data, HeadLength, BlockLength, Lie).ToBytes();
        foreach (NpyReadOptions options in (NpyReadOptions[])[new() { MaxThreads = 1 }, new() { MaxThreads = 3 }])
        {
            var recorder = new Recorder();
            using NpzFile file = Npz.Open(archive);

            Assert.NotNull(file.GetEntry("a").Entry.Index);
            Assert.Equal(Npy.Load<int>(Data).ToArray(), file["a"].Load<int>(options with { Progress = recorder }).ToArray());
            Assert.Equal(Data.Length - HeadLength, recorder.Reports[^1]);
            Assert.Equal(recorder.Reports.Order(), recorder.Reports);
            Assert.Equal(Npy.Load<int>(Data).ToArray()[..50_000], file["a"].ReadRows<int>(0, 50_000).ToArray());
        }

        // Whoever reads on does not need the index; whoever jumps in a stream is told, as it may have given some of the block.
        using NpzFile raw = Npz.Open(archive);
        var copy = new MemoryStream();
        raw.GetEntry("a").OpenRaw().CopyTo(copy);
        Assert.Equal(Data, copy.ToArray());
        using Stream jumping = raw.GetEntry("a").OpenRaw();
        jumping.Position = HeadLength + BlockLength;
        var e = Assert.Throws<NpyFormatException>(() => jumping.CopyTo(Stream.Null));
        Assert.Equal("Entry 'a': its block of bytes 30128 to 60128 is not what the archive's index of blocks says (at byte 30128)", e.Message);
    }

    [Fact]
    public async Task ReadRowsAsync_IndexThatLies_IsReadWithoutIt()
    {
        using NpzFile file = await Npz.OpenAsync(new MemoryStream(new ZipBytes().AddIndexed("a", Data, HeadLength, BlockLength, Lie).ToBytes()));

        Assert.Equal(Npy.Load<int>(Data).ToArray()[..50_000], (await file["a"].ReadRowsAsync<int>(0, 50_000)).ToArray());
    }

    /// <summary>
    /// The end of the deflated stream, which is in no block: only its usual bytes are taken for sound; the unused bits of the last one may be set, which without the index is no damage.
    /// </summary>
    [Theory]
    [InlineData(HeadLength, 3, 0, true, true)]
    [InlineData(HeadLength, 3, 0x80, false, true)]
    [InlineData(HeadLength, 2, 0, false, false)]
    [InlineData(0, 3, 0, true, true)]
    [InlineData(0, 3, 0x80, false, true)]
    [InlineData(0, 2, 0, false, false)]
    public async Task Load_OtherEndOfTheStream_IsReadWithoutTheIndex(int headLength, byte first, byte second, bool isUsual, bool isSound)
    {
        byte[] archive = new ZipBytes().AddIndexed("a", Data, headLength, BlockLength).ToBytes();
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];
        archive[entry.DataOffset + entry.CompressedLength - 2] = first;
        archive[entry.DataOffset + entry.CompressedLength - 1] = second;

        foreach (bool isAsync in (bool[])[false, true])
        {
            ZipReader zip = ZipReader.Open(new SeekableSource(new MemoryStream(archive)));
            using BlockSource source = isAsync ? (await zip.TryOpenBlocksAsync(zip.Directory.Entries[0], isPart: false, default))! : zip.TryOpenBlocks(zip.Directory.Entries[0])!;
            byte[] content = new byte[Data.Length];
            for (int at = 0; at < content.Length;)
                at += isAsync ? await source.ReadAsync(at, content.AsMemory(at), default) : source.Read(at, content.AsSpan(at));
            Assert.Equal(Data, content);

            async Task CompleteAsync()
            {
                if (isAsync)
                    await source.CompleteAsync(default);
                else
                    source.Complete();
            }

            if (isUsual)
            {
                await CompleteAsync();
            }
            else
            {
                var e = await Assert.ThrowsAsync<NpyFormatException>(CompleteAsync);
                Assert.Equal($"Entry 'a': its block of bytes {Data.Length} to {Data.Length} is not what the archive's index of blocks says (at byte {Data.Length})", e.Message);
            }
        }

        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = await Npz.OpenAsync(new MemoryStream(archive));
        foreach (Func<Task<NdArray<int>>> load in (Func<Task<NdArray<int>>>[])[() => Task.FromResult(file["a"].Load<int>()), () => file["a"].LoadAsync<int>(), async () => await (await stream.OpenAsync("a")).LoadAsync<int>()])
        {
            if (isSound)
                Assert.Equal(Npy.Load<int>(Data).ToArray(), (await load()).ToArray());
            else
                Assert.Equal(NpyFormatReason.BadCompression, (await Assert.ThrowsAsync<NpyFormatException>(load)).Reason);
        }
    }

    [Fact]
    public void Load_BlocksDamaged_IsToldAsWithoutIndex()
    {
        byte[] archive = new ZipBytes().AddIndexed("a", Data, HeadLength, BlockLength).ToBytes();
        archive[100_000] ^= 1;
        using NpzFile file = Npz.Open(archive);

        var e = Assert.Throws<NpyFormatException>(() => file["a"].Load());

        Assert.Equal("a", e.EntryName);
        Assert.DoesNotContain("index", e.Message, StringComparison.Ordinal);
        Assert.Equal(e.Message, Assert.Throws<NpyFormatException>(() => file.Load()).Message);
    }

    [Fact]
    public void ReadRows_BlocksDamagedElsewhere_AreNotLookedAt()
    {
        byte[] archive = new ZipBytes().AddIndexed("a", Data, HeadLength, BlockLength).ToBytes();
        archive[archive.Length / 2] ^= 1;
        using NpzFile file = Npz.Open(archive);
        int[] expected = Npy.Load<int>(Data).ToArray();

        Assert.Equal(expected[..10], file["a"].ReadRows<int>(0, 10).ToArray());
        Assert.Equal(expected[^10..], file["a"].ReadRows<int>(99_990, 10).ToArray());
        Assert.Throws<NpyFormatException>(() => file["a"].ReadRows<int>(0, 90_000));
    }

    [Fact]
    public void ReadRows_OneRow_ReadsItsBlockAlone()
    {
        byte[] archive = new ZipBytes().AddIndexed("a", Data, HeadLength, BlockLength).ToBytes();
        var stream = new CountingStream(archive);
        using NpzFile file = Npz.Open(stream);
        _ = file.GetEntry("a").Header;
        stream.Taken = 0;

        file["a"].ReadRows(90_000, 1);

        // The head, one block of about 30,000 bytes, and nothing else.
        Assert.InRange(stream.Taken, 1, 32_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_BlockLeftBeforeIsDamaged_OthersAreReadOn(bool isAsync)
    {
        // Inflaters that were left are kept, up to a number; the oldest has to finish its block, which is told to whoever reads then.
        const int Short = 4000;
        byte[] archive = new ZipBytes().AddIndexed("a", Data, HeadLength, Short).ToBytes();
        archive[HeadLength + Short - 100] ^= 1;
        ZipReader zip = ZipReader.Open(new MemorySource(archive));
        using BlockSource source = zip.TryOpenBlocks(zip.Directory.Entries[0])!;
        byte[] buffer = new byte[10];

        int block = 0;
        NpyFormatException? told = null;
        for (; told is null && block < 90; block++)
        {
            try
            {
                Assert.Equal(buffer.Length, await ReadAsync(HeadLength + block * Short));
            }
            catch (NpyFormatException e)
            {
                told = e;
            }
        }

        Assert.Equal("Entry 'a': its block of bytes 128 to 4128 is not what the archive's index of blocks says (at byte 128)", told?.Message);
        int next = HeadLength + (block - 1) * Short + buffer.Length;
        Assert.Equal(buffer.Length, await ReadAsync(next));
        Assert.Equal(Data[next..(next + buffer.Length)], buffer);

        async Task<int> ReadAsync(long offset) => isAsync ? await source.ReadAsync(offset, buffer, default) : source.Read(offset, buffer);
    }

    private static void Lie(byte[] field)
    {
        const int FirstBlock = 13 + 8;
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(field.AsSpan(FirstBlock + 8));
        uint second = BinaryPrimitives.ReadUInt32LittleEndian(field.AsSpan(FirstBlock + 16));
        BinaryPrimitives.WriteUInt32LittleEndian(field.AsSpan(FirstBlock + 8), first - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(field.AsSpan(FirstBlock + 16), second + 1);
    }

    /// <summary>100,000 integers that deflate hardly shrinks.</summary>
    private static byte[] Scrambled(string shape, bool bigEndian, bool fortranOrder = false)
    {
        byte[] payload = new byte[400_000];
        new Random(3).NextBytes(payload);
        return NpyBytes.Of(bigEndian ? "'>i4'" : "'<i4'", shape, payload, fortranOrder);
    }
}
