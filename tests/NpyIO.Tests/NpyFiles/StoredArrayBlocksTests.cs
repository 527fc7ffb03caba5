using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Blocks of rows, against the same rows of the loaded array.</summary>
public sealed class StoredArrayBlocksTests
{
    public static TheoryData<string> Kinds => [.. StoredSources.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Blocks_OfAnySize_AreTheWhole(string kind)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            byte[] content = NpyBytes.Integers("(7, 30, 10)", 2100, fortranOrder: isFortran);
            NdArray<int> whole = Npy.Load<int>(content);
            long length = isFortran ? 10 : 7;
            using StoredSources.Held held = StoredSources.All[kind](content);
            foreach (int rows in (int[])[1, 2, 3, 6, 7, 8, 10, 1000])
            {
                long at = 0;
                foreach (NdArray<int> block in held.Array.Blocks<int>(rows))
                    at = AssertBlock(whole, isFortran, at, Math.Min(rows, length - at), block);
                Assert.Equal(length, at);

                at = 0;
                await foreach (NdArray<int> block in held.Array.BlocksAsync<int>(rows))
                    at = AssertBlock(whole, isFortran, at, Math.Min(rows, length - at), block);
                Assert.Equal(length, at);
            }
        }
    }

    /// <summary>The memory of a block is that of the next but one, and until then its own.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Blocks_ThatReuseMemory_AreTheWhole(string kind)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            byte[] content = NpyBytes.Integers("(7, 30, 10)", 2100, fortranOrder: isFortran);
            NdArray<int> whole = Npy.Load<int>(content);
            long length = isFortran ? 10 : 7;
            using StoredSources.Held held = StoredSources.All[kind](content);
            foreach (int rows in (int[])[1, 3, 10])
            {
                long at = 0;
                foreach (NdArray<int> block in held.Array.Blocks<int>(rows, BlockMemory.Reused))
                    at = AssertBlock(whole, isFortran, at, Math.Min(rows, length - at), block);
                Assert.Equal(length, at);

                at = 0;
                await foreach (NdArray<int> block in held.Array.BlocksAsync<int>(rows, BlockMemory.Reused))
                    at = AssertBlock(whole, isFortran, at, Math.Min(rows, length - at), block);
                Assert.Equal(length, at);

                at = 0;
                foreach (NdArray block in held.Array.Blocks(rows, BlockMemory.Reused))
                    at = AssertBlock(whole, isFortran, at, Math.Min(rows, length - at), block.As<int>());
                Assert.Equal(length, at);

                at = 0;
                await foreach (NdArray block in held.Array.BlocksAsync(rows, BlockMemory.Reused))
                    at = AssertBlock(whole, isFortran, at, Math.Min(rows, length - at), block.As<int>());
                Assert.Equal(length, at);
            }

            NdArray[] untyped = [.. held.Array.Blocks(1, BlockMemory.Reused)];
            Assert.Equal(untyped[^1], untyped[^3]);
            Assert.NotEqual(untyped[^1], untyped[^2]);
            NdArray<int>[] kept = [.. held.Array.Blocks<int>(1, BlockMemory.Reused)];
            Assert.Equal(kept[^1], kept[^3]);
            Assert.NotEqual(kept[^1], kept[^2]);
        }
    }

    /// <summary>Each enumeration has memory of its own, and what cannot be used again, or must be arranged first, is new.</summary>
    [Fact]
    public void Blocks_ThatReuseMemory_OfTextsAndBackwards_AreRight()
    {
        using NpyFile texts = Npy.Open(Npy.Save(new[] { "a", "bb", "ccc", "d", "e" }));
        IEnumerable<NdArray<string>> blocks = texts.Blocks<string>(2, BlockMemory.Reused);
        Assert.Equal(["a", "bb", "ccc", "d", "e"], blocks.SelectMany(block => block.ToArray()));
        Assert.Equal(["a", "bb", "ccc", "d", "e"], blocks.Zip(blocks).SelectMany(both => both.First.Equals(both.Second) ? both.Second.ToArray() : []));

        using NpyFile numbers = Npy.Open(NpyBytes.Integers("(5, 2)", 10));
        Assert.Equal([8, 9, 6, 7, 4, 5, 2, 3, 0, 1], numbers[Slice.Every(-1)].Blocks<int>(2, BlockMemory.Reused).SelectMany(block => block.ToArray()));
        Assert.Equal([8, 9, 6, 7, 4, 5, 2, 3, 0, 1], numbers[Slice.Every(-1)].Blocks(2, BlockMemory.Reused).SelectMany(block => block.ToArray<int>()));
    }

    [Fact]
    public void Blocks_OfAField_AreItsRows()
    {
        DType dtype = DType.Struct(new Field("a", DType.Int32), new Field("b", DType.SubArray(DType.Float64, 2)));
        var records = NdArray.Create(dtype, 5);
        for (long i = 0; i < 5; i++)
            records["b"].Set(i * 1.5, i, 1);
        using NpyFile file = Npy.Open(Npy.Save(records));

        Assert.Equal([0, 1.5, 3, 4.5, 6], file["b"].Blocks<double>(2).SelectMany(block => block[.., 1]));
        Assert.Equal([2, 2, 1], file["a"].Blocks<int>(2).Select(block => block.Count));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Blocks_Progress_RisesToTheWhole(string kind)
    {
        byte[] content = NpyBytes.Integers("(70, 30, 10)", 21_000);
        var progress = new Recorder();
        using StoredSources.Held held = StoredSources.With(kind, content, new NpyReadOptions { Progress = progress });

        foreach (NdArray<int> _ in held.Array.Blocks<int>(8))
        {
        }

        AssertRises(progress, 84_000);
        await foreach (NdArray<int> _ in held.Array.BlocksAsync<int>(8))
        {
        }

        AssertRises(progress, 84_000);

        static void AssertRises(Recorder progress, long total)
        {
            Assert.True(progress.Reports.Count >= 9);
            Assert.Equal(progress.Reports.Order(), progress.Reports);
            Assert.Equal(total, progress.Reports[^1]);
            progress.Reports.Clear();
        }
    }

    /// <summary>The end of the last block is computed without passing what a long holds.</summary>
    [Fact]
    public void Blocks_RowsBeyondAnyArray_AreOneBlock()
    {
        using NpyFile file = Npy.Open(NpyBytes.Integers("(4, 3)", 12));

        Assert.Equal([4L], file.Blocks<int>(long.MaxValue).Select(block => block.Shape[0]));
        Assert.Equal([3L, 1L], file.Blocks<int>(3).Select(block => block.Shape[0]));
        const long Half = long.MaxValue / 2 + 2;
        using NpyFile empty = Npy.Open(new NpyHeader(DType.UInt8, [long.MaxValue, 0L], fortranOrder: false).ToBytes());
        Assert.Equal([Half, long.MaxValue - Half], empty.Blocks<byte>(Half).Select(block => block.Shape[0]));
    }

    [Fact]
    public void Blocks_OfASingleElement_SayWhy()
    {
        NdArray record = NdArray.Create(DType.Struct(new Field("a", DType.SubArray(DType.Int32, 3))), 1).Reshape();
        using NpyFile file = Npy.Open(Npy.Save(record));

        Assert.Equal("The array is a single element, without rows; Load() reads it.", Assert.Throws<InvalidOperationException>(() => file.Blocks<int>(1)).Message);
        Assert.Equal([2, 1], file["a"].Blocks<int>(2).Select(block => block.Count));
    }

    /// <summary>Axes of length 1 do not vary, whatever order the header says.</summary>
    [Theory]
    [InlineData("(6,)", false, 0)]
    [InlineData("(6, 1)", false, 0)]
    [InlineData("(6, 1)", true, 0)]
    [InlineData("(1, 6)", false, 1)]
    [InlineData("(1, 6)", true, 1)]
    [InlineData("(1, 6, 1)", true, 1)]
    [InlineData("(2, 3)", false, 0)]
    [InlineData("(2, 3)", true, 1)]
    [InlineData("(1, 2, 3)", false, 1)]
    [InlineData("(2, 3, 1)", true, 1)]
    [InlineData("(1, 1)", false, 0)]
    [InlineData("(0, 6)", false, 0)]
    [InlineData("(6, 0)", true, 1)]
    [InlineData("()", false, -1)]
    public void RowAxis_OfAnyShape_IsTheSlowestOfThoseThatVary(string shape, bool isFortran, int axis)
    {
        int count = shape.Contains('0', StringComparison.Ordinal) ? 0 : shape is "()" or "(1, 1)" ? 1 : 6;
        byte[] content = NpyBytes.Integers(shape, count, fortranOrder: isFortran);
        using NpyFile file = Npy.Open(content);

        Assert.Equal(axis, file.RowAxis);
        if (axis < 0 || count == 0)
            return;
        long at = 0;
        foreach (NdArray<int> block in file.Blocks<int>(1))
        {
            var index = new Slice[axis + 1];
            index[axis] = new Slice(at, ++at);
            Assert.Equal(Npy.Load<int>(content)[index], block);
        }

        Assert.Equal(file.Shape[axis], at);
    }

    /// <summary>A part is read twice if the index of its entry is wrong, and the memory in use stays what it is.</summary>
    [Fact]
    public void Blocks_ThatReuseMemory_OfAnEntryWithAWrongIndex_KeepTheBlockInUse()
    {
        byte[] content = NpyBytes.Integers("(5, 1000)", 5000);
        byte[] archive = new ZipBytes().AddIndexed("a.npy", content, NpyHeader.Parse(content).DataOffset, 2000).ToBytes();
        using NpzFile file = Npz.Open(archive);
        NdArray<int> whole = Npy.Load<int>(content);
        long at = 5;
        foreach (NdArray<int> block in file["a"][Slice.Every(-1)].Blocks<int>(1, BlockMemory.Reused))
        {
            Thread.SpinWait(10_000);
            Assert.Equal(whole[new Slice(at - 1, at)], block);
            at--;
        }
    }

    [Fact]
    public void Blocks_LeftEarly_EndsReading()
    {
        var source = new BytesSource(NpyBytes.Integers("(1000, 1000)", 1_000_000));
        using NpyFile file = Npy.Open(source);

        Assert.Equal(0, file.Blocks<int>(10).First()[0, 0]);
        Assert.Equal(20_000, file.Blocks<int>(10).ElementAt(2)[0, 0]);

        // Each enumeration read one block ahead at most.
        Assert.InRange(source.Taken, 1, 10 * 40_000);
    }

    [Fact]
    public void Blocks_CompressedEntry_IsInflatedOnce()
    {
        byte[] content = NpyBytes.Integers("(1000, 100)", 100_000);
        var stream = new CountingStream(ZipBytes.Of(true, ("a.npy", content)));
        using NpzFile file = Npz.Open(stream);
        StoredArray array = file["a"];
        stream.Taken = 0;

        Assert.Equal(100_000, array.Blocks<int>(10).Sum(block => block.Count));

        Assert.InRange(stream.Taken, 1, stream.Length + 100_000);
    }

    /// <summary>Who reads all blocks has read all of the entry, and so its CRC is checked.</summary>
    [Theory]
    [InlineData("deflated")]
    [InlineData("indexed")]
    public async Task Blocks_DamagedEntry_EndWithTheError(string form)
    {
        byte[] content = NpyBytes.Integers("(1000, 100)", 100_000);
        byte[] archive = form == "deflated"
            ? new ZipBytes().AddCompressed("a.npy", 8, ZipBytes.Deflate(content), crc: 1, content.Length).ToBytes()
            : new ZipBytes().AddIndexed("a.npy", content, NpyHeader.Parse(content).DataOffset, 30_000).ToBytes();
        if (form == "indexed")
            archive[archive.Length / 2] ^= 1;
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));

        Assert.Equal("a.npy", Assert.Throws<NpyFormatException>(() => file["a"].Blocks<int>(10).Count()).EntryName);
        Assert.Equal("a.npy", (await Assert.ThrowsAsync<NpyFormatException>(async () =>
        {
            await foreach (NdArray<int> _ in stream["a"].BlocksAsync<int>(10))
            {
            }
        })).EntryName);
    }

    [Fact]
    public async Task Blocks_WrongUse_IsRefusedAtOnce()
    {
        using NpyFile file = Npy.Open(NpyBytes.Integers("(4, 3)", 12));
        using NpyFile single = Npy.Open(NpyBytes.Integers("()", 1));
        using var stop = new CancellationTokenSource();

        Assert.Throws<ArgumentOutOfRangeException>(() => file.Blocks<int>(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.BlocksAsync<int>(-1));
        Assert.Throws<InvalidOperationException>(() => single.Blocks<int>(1));
        Assert.Throws<InvalidCastException>(() => file.Blocks<double>(1).Count());
        Assert.Empty(Npy.Open(NpyBytes.Integers("(0, 3)", 0)).Blocks<int>(5));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (NdArray<int> _ in file.BlocksAsync<int>(1).WithCancellation(stop.Token))
            {
            }
        });
    }

    private static long AssertBlock(NdArray<int> whole, bool isFortran, long at, long rows, NdArray<int> block)
    {
        NdArray<int> expected = isFortran ? whole[Slice.Ellipsis, new Slice(at, at + rows)] : whole[new Slice(at, at + rows)];
        Assert.Equal(expected.Shape, block.Shape);
        Assert.Equal(expected.ToArray(), block.ToArray());
        Assert.True(block.IsCContiguous);
        return at + rows;
    }

    /// <summary>However an entry is stored, blocks of all of it read it once and check it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Blocks_WrongChecksum_EndWithTheError(bool isIndexed)
    {
        byte[] content = NpyBytes.Integers("(1000, 100)", 100_000);
        byte[] archive = isIndexed
            ? new ZipBytes().AddIndexed("a.npy", content, NpyHeader.Parse(content).DataOffset, 30_000).ToBytes()
            : ZipBytes.Of(false, ("a.npy", content));
        if (!isIndexed)
            archive[archive.Length / 2] ^= 1;
        var stream = new CountingStream(archive);
        using NpzFile file = Npz.Open(stream);
        StoredArray array = file["a"];
        stream.Taken = 0;

        if (isIndexed)
            Assert.Equal(100_000, array.Blocks<int>(3).Sum(block => block.Count));
        else
            Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => array.Blocks<int>(3).Count()).Reason);
        Assert.InRange(stream.Taken, 1, archive.Length + 100_000);
        if (!isIndexed)
        {
            await Assert.ThrowsAsync<NpyFormatException>(async () =>
            {
                await foreach (NdArray<int> _ in array.BlocksAsync<int>(3))
                {
                }
            });
        }
    }
}
