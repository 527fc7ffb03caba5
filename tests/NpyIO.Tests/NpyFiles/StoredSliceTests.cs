using CsCheck;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Parts of stored arrays as stored arrays: nothing is read before it is asked for, and everything is as in the loaded array, sliced.</summary>
public sealed class StoredSliceTests
{
    private static readonly long[] Shape = [7, 30, 10];

    public static TheoryData<string> Kinds => [.. StoredSources.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Slice_OfASlice_IsThatOfTheLoadedArray(string kind)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            byte[] content = NpyBytes.Integers("(7, 30, 10)", 2100, fortranOrder: isFortran);
            NdArray<int> whole = Npy.Load<int>(content);
            using StoredSources.Held held = StoredSources.All[kind](content);
            foreach (string one in (string[])["1:5", "::-2, 3:", "..., ::3", "4", ":, 2, newaxis", "3:3"])
            {
                Slice[] first = Slice.ParseIndex(one), second = Slice.ParseIndex("..., ::-2");
                StoredArray part = held.Array[first];
                NdArray<int> expected = whole[first];

                Assert.Equal(expected.Shape, part.Shape);
                Assert.Equal(expected, part.Load<int>());
                Assert.Equal(expected.ToNdArray(), part.Load());
                Assert.Equal(expected[second], part.Read<int>(second));
                Assert.Equal(expected[second], await part[second].LoadAsync<int>());
                AssertBlocks(expected, part.Blocks<int>(2), part.RowAxis);
                AssertBlocks(expected, part.Blocks(2).Select(block => block.As<int>()), part.RowAxis);
                AssertBlocks(expected, await part.BlocksAsync<int>(2).ToListAsync(), part.RowAxis);
                AssertBlocks(expected, await part.BlocksAsync(2).Select(block => block.As<int>()).ToListAsync(), part.RowAxis);
            }
        }
    }

    [Fact]
    public void Slice_RandomChains_AreThoseOfTheLoadedArray() => Gen.Select(RandomIndex.Of(Shape), Gen.Bool).Sample((text, isFortran) =>
    {
        Slice[] index = Slice.ParseIndex(text);
        byte[] content = NpyBytes.Integers("(7, 30, 10)", 2100, fortranOrder: isFortran);
        NdArray<int> whole = Npy.Load<int>(content);
        using NpyFile file = Npy.Open(content);
        if (Record.Exception(() => whole[index]) is { } error)
        {
            Assert.Equal(error.Message, Assert.ThrowsAny<ArgumentException>(() => file[index]).Message);
            return;
        }

        NdArray<int> expected = whole[index];
        StoredArray part = file[index];

        Assert.Equal(expected, part.Load<int>());
        if (part.Rank > 0)
            AssertBlocks(expected, part.Blocks<int>(3), part.RowAxis);
    }, iter: 300);

    [Fact]
    public void Slice_OfAField_AndAFieldOfASlice()
    {
        DType dtype = DType.Struct(new Field("a", DType.Int32), new Field("b", DType.SubArray(DType.Float64, 2)));
        var records = NdArray.Create(dtype, 5);
        for (long i = 0; i < 5; i++)
            records["b"].Set(i * 1.5, i, 1);
        using NpyFile file = Npy.Open(Npy.Save(records));

        Assert.Equal([1.5, 4.5], file["b"][1..4, 1].Read<double>(Slice.Every(2)));
        Assert.Equal([1.5, 4.5], file[Slice.Parse("1:4:2")]["b"][.., 1].Load<double>());
        Assert.Equal([4.5, 1.5], file[Slice.Parse("3:0:-2")]["b"].Blocks<double>(1).Select(block => block[0, 1]));
    }

    [Fact]
    public void Slice_ReadsNothing_AndItsBlocksOnlyTheirBytes()
    {
        var source = new BytesSource(NpyBytes.Integers("(1000, 1000)", 1_000_000));
        using NpyFile file = Npy.Open(source);
        long opening = source.Taken;

        StoredArray part = file[500..510];
        Assert.Equal(opening, source.Taken);

        Assert.Equal(10, part.Blocks<int>(2).Sum(block => block.Shape[0]));
        Assert.InRange(source.Taken - opening, 40_000, 100_000);
    }

    [Fact]
    public void Slice_BlocksOfADeflatedEntry_EndWhereThePartEnds()
    {
        byte[] content = NpyBytes.Integers("(1000, 1000)", 1_000_000);
        var stream = new CountingStream(ZipBytes.Of(true, ("a.npy", content)));
        using NpzFile file = Npz.Open(stream);
        StoredArray part = file["a"][10..30];
        stream.Taken = 0;

        Assert.Equal(20_000, part.Blocks<int>(5).Sum(block => block.Count));

        Assert.InRange(stream.Taken, 1, stream.Length / 5);
    }

    [Fact]
    public void Slice_OutsideTheAxis_IsRefusedAtOnce()
    {
        using NpyFile file = Npy.Open(NpyBytes.Integers("(3, 4)", 12));

        Assert.Throws<ArgumentOutOfRangeException>(() => file[3]);
        Assert.Throws<ArgumentException>(() => file[0, 0, 0]);
        Assert.Throws<InvalidOperationException>(() => file[1, 2].Blocks<int>(1));
        Assert.Equal(6, file[1, 2].LoadScalar<int>());
    }

    [Fact]
    public void Slice_CannotBeMapped_AndSaysWhatCan()
    {
        using var path = new TempFile(NpyBytes.Integers("(3, 4)", 12));
        using NpyFile file = Npy.Open(path.Path);

        Assert.False(file[..2].CanMap);
        var error = Assert.Throws<NotSupportedException>(() => file[..2].Map());
        Assert.Contains("slice that", error.Message);
    }

    private static void AssertBlocks(NdArray<int> expected, IEnumerable<NdArray<int>> blocks, int axis)
    {
        long at = 0;
        foreach (NdArray<int> block in blocks)
        {
            var index = new Slice[axis + 1];
            index[axis] = new Slice(at, at + block.Shape[axis]);
            Assert.Equal(expected[index], block);
            at += block.Shape[axis];
        }

        Assert.Equal(expected.Shape[axis], at);
    }
}
