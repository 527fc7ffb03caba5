using System.IO.Hashing;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class BlockIndexBuilderTests
{
    [Fact]
    public void ToBytes_FewBlocks_IsTheIndexOfThem()
    {
        var builder = new BlockIndexBuilder(1000);
        builder.SetHead(128, 133, 7);
        builder.Add(1000, 50, 8);
        builder.Add(300, 20, 9);

        Assert.Equal((1428, 203), (builder.Length, builder.DeflatedLength));
        Assert.Equal(new BlockIndex(128, 1000, [(133, 7), (50, 8), (20, 9)]).ToBytes(), builder.ToBytes());
    }

    [Fact]
    public void SetHead_Again_CountsOnce()
    {
        byte[] data = [1, 2, 3, 4, 5];
        var builder = new BlockIndexBuilder(1000);
        builder.SetHead(2, 7, 12345);
        builder.Add(3, 8, Crc32.HashToUInt32(data.AsSpan(2)));
        builder.SetHead(2, 7, Crc32.HashToUInt32(data.AsSpan(0, 2)));

        Assert.Equal((5, 15), (builder.Length, builder.DeflatedLength));
        Assert.Equal(Crc32.HashToUInt32(data), builder.Crc);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ToBytes_MoreBlocksThanHaveRoom_JoinsNeighbours(int more)
    {
        int count = 2 * BlockIndex.MaxBlocks + more;
        var data = new byte[4 * count - 1];
        new Random(more).NextBytes(data);
        var builder = new BlockIndexBuilder(4);
        builder.SetHead(0, 0, 0);
        for (int i = 0; i < count; i++)
        {
            Span<byte> block = data.AsSpan(4 * i, i == count - 1 ? 3 : 4);
            builder.Add(block.Length, 10, Crc32.HashToUInt32(block));
        }

        BlockIndex? index = BlockIndex.TryParse(builder.ToBytes(), data.Length, 10L * count + 2);

        Assert.NotNull(index);
        Assert.Equal(more == 0 ? 8 : 16, index.BlockLength);
        for (int i = 1; i < index.Entries.Length; i++)
        {
            int start = (i - 1) * (int)index.BlockLength;
            Span<byte> block = data.AsSpan(start, Math.Min((int)index.BlockLength, data.Length - start));
            Assert.Equal(((uint)(block.Length + 3) / 4 * 10, Crc32.HashToUInt32(block)), index.Entries[i]);
        }

        Assert.Equal(Crc32.HashToUInt32(data), builder.Crc);
    }

    [Fact]
    public void ToBytes_BlocksLongerThanAreBelieved_IsNone()
    {
        var builder = new BlockIndexBuilder(BlockIndex.MaxBlockLength + 1);
        builder.Add(BlockIndex.MaxBlockLength + 1, 100, 1);
        Assert.Null(builder.ToBytes());
    }
}
