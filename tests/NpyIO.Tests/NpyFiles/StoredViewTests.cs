using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>The whole of a stored array, of a field of it and of a part of it, by every verb that loads: parts are read as the whole is.</summary>
public sealed class StoredViewTests
{
    public static TheoryData<string> Kinds => [.. StoredSources.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_WholeFieldAndPart_ByEveryVerb(string kind)
    {
        byte[] numbers = NpyBytes.Integers("(6, 3)", 18);
        byte[] records = Npy.Save(Records());
        foreach ((byte[] content, Func<StoredArray, StoredArray> view, int[] expected, long[] shape) in (
            (byte[], Func<StoredArray, StoredArray>, int[], long[])[])
            [
                (numbers, array => array, [.. Enumerable.Range(0, 18)], [6L, 3L]),
                (numbers, array => array[1..3], [3, 4, 5, 6, 7, 8], [2L, 3L]),
                (numbers, array => array[new Slice(null, null, -2), ^1], [17, 11, 5], [3L]),
                (numbers, array => array[4..][1], [15, 16, 17], [3L]),
                (numbers, array => array[2..2], [], [0L, 3L]),
                (records, array => array["b"], [10, 11, 12, 13], [4L]),
                (records, array => array["b"][1..3], [11, 12], [2L]),
                (records, array => array[2..]["b"], [12, 13], [2L]),
            ])
        {
            using StoredSources.Held held = StoredSources.All[kind](content);
            StoredArray stored = view(held.Array);
            int[] padded = [.. expected, -1];

            foreach (NdArray loaded in (NdArray[])[stored.Load(), await stored.LoadAsync(), stored.Load<int>(), await stored.LoadAsync<int>()])
            {
                Assert.Equal(shape, loaded.Shape.ToArray());
                Assert.Equal(expected, loaded.ToArray<int>());
            }

            int[] buffer = [.. Enumerable.Repeat(-1, padded.Length)];
            NpyHeader header = stored.Load<int>(buffer);
            Assert.Equal(padded, buffer);
            Assert.Equal(stored.Header.Shape.ToArray(), header.Shape.ToArray());
            buffer = [.. Enumerable.Repeat(-1, padded.Length)];
            header = await stored.LoadAsync<int>(buffer.AsMemory());
            Assert.Equal(padded, buffer);
            Assert.Equal(stored.Header.Shape.ToArray(), header.Shape.ToArray());

            if (expected.Length > 0)
            {
                buffer = [.. Enumerable.Repeat(-1, expected.Length - 1)];
                Assert.Throws<ArgumentException>(() => stored.Load<int>(buffer));
                await Assert.ThrowsAsync<ArgumentException>(() => stored.LoadAsync<int>(buffer.AsMemory()));
            }
        }
    }

    [Fact]
    public void Blocks_OfNoSuchMemory_AreRefused()
    {
        using NpyFile array = Npy.Open(NpyBytes.Integers("(6, 3)", 18));
        foreach (Action of in (Action[])
            [
                () => _ = array.Blocks(2, (BlockMemory)7).First(),
                () => _ = array.Blocks<int>(2, (BlockMemory)7).First(),
                () => _ = array.BlocksAsync(2, (BlockMemory)7),
                () => _ = array.BlocksAsync<int>(2, (BlockMemory)7),
            ])
        {
            Assert.Equal("There is no BlockMemory 7. (Parameter 'memory')", Assert.Throws<ArgumentOutOfRangeException>(of).Message);
        }
    }

    /// <summary>The block that is read ahead is awaited before the enumeration ends, so that nobody closes the source under it.</summary>
    [Theory]
    [InlineData(BlockMemory.New)]
    [InlineData(BlockMemory.Reused)]
    public async Task BlocksAsync_LeftEarly_ReadNothingAnyMore(BlockMemory memory)
    {
        var source = new AwaitedSource(NpyBytes.Integers("(600, 3)", 1800));
        using NpyFile array = await Npy.OpenAsync(source);
        await foreach (NdArray<int> block in array.BlocksAsync<int>(100, memory))
        {
            Assert.Equal(0, block[0, 0]);
            break;
        }

        Assert.Equal(0, source.InFlight);
    }

    private static NdArray Records()
    {
        DType dtype = DType.Struct(new Field("a", DType.UInt8), new Field("b", DType.Int32));
        NdArray array = NdArray.Create(dtype, [4]);
        array["b"].CopyFrom(NdArray.FromArray(new[] { 10, 11, 12, 13 }));
        return array;
    }
}
