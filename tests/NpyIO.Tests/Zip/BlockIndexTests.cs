using CsCheck;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class BlockIndexTests
{
    [Fact]
    public void ToBytes_HeadAndTwoBlocks_HasTheDocumentedLayout()
    {
        var index = new BlockIndex(128, 0x400000, [(133, 0x11223344), (70_000, 0x55667788)]);
        Assert.Equal(
            [1, 128, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 133, 0, 0, 0, 0x44, 0x33, 0x22, 0x11, 0x70, 0x11, 1, 0, 0x88, 0x77, 0x66, 0x55],
            index.ToBytes());
    }

    [Fact]
    public void TryParse_WhatToBytesWrote_GivesTheSame() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 1000], Gen.Select(Gen.UInt[0, 1 << 20], Gen.UInt).Array[1, 20], Gen.Int[1, 1000]).Sample((head, block, entries, last) =>
        {
            long length = entries.Length == 1 ? head : head + (entries.Length - 2L) * block + Math.Min(last, block);
            long deflated = entries.Sum(entry => (long)entry.Item1) + 2;
            BlockIndex? parsed = BlockIndex.TryParse(new BlockIndex((uint)head, block, entries).ToBytes(), length, deflated);
            Assert.NotNull(parsed);
            Assert.Equal((uint)head, parsed.HeadLength);
            Assert.Equal(block, parsed.BlockLength);
            Assert.Equal(entries, parsed.Entries.ToArray());
        });

    [Fact]
    public void TryParse_AnyBytes_GivesAnIndexThatFitsOrNone() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Long[0, 2000], Gen.Long[0, 2000]).Sample((field, length, deflated) =>
        {
            BlockIndex? index = BlockIndex.TryParse(field, length, deflated);
            Assert.True(index is null || (index.HeadLength <= length && index.Entries.Length >= 1));
        });

    [Theory]
    [InlineData(0, 2, "another version")]
    [InlineData(1, 255, "a head longer than the entry")]
    [InlineData(5, 2, "more blocks than there are entries")]
    [InlineData(5, 0, "blocks of no length")]
    [InlineData(9, 1, "a block of more than a gigabyte")]
    [InlineData(12, 0x80, "a negative length of blocks")]
    [InlineData(13, 4, "lengths that do not add up")]
    public void TryParse_OneLie_GivesNone(int at, byte value, string lie)
    {
        byte[] field = new BlockIndex(10, 100, [(15, 1), (50, 2), (20, 3)]).ToBytes();
        Assert.NotNull(BlockIndex.TryParse(field, 200, 87));
        field[at] = value;
        Assert.True(BlockIndex.TryParse(field, 200, 87) is null, lie);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1 << 30, true)]
    [InlineData((1 << 30) + 1, false)]
    [InlineData(long.MaxValue, false)]
    public void TryParse_BlockLengthAtALimit_IsAcceptedUpToIt(long blockLength, bool isAccepted)
    {
        byte[] oneBlock = new BlockIndex(10, blockLength, [(15, 1), (50, 2)]).ToBytes();
        byte[] headAlone = new BlockIndex(10, blockLength, [(15, 1)]).ToBytes();

        Assert.Equal(isAccepted, BlockIndex.TryParse(oneBlock, 11, 67) is not null);
        Assert.Equal(isAccepted, BlockIndex.TryParse(headAlone, 10, 17) is not null);
    }

    [Theory]
    [InlineData(105, false)]
    [InlineData(106, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void TryParse_LastBlockAtALimit_HasOneByteAtLeastAndNoMoreThanTheOthers(long length, bool isAccepted)
    {
        byte[] field = new BlockIndex(10, 95, [(15, 1), (50, 2), (20, 3)]).ToBytes();

        Assert.Equal(isAccepted, BlockIndex.TryParse(field, length, 87) is not null);
    }

    [Fact]
    public void MostBlocks_AllOfThem_FitTheLongestField()
    {
        var entries = new (uint, uint)[BlockIndex.MaxBlocks + 1];
        int length = new BlockIndex(0, 1, entries).ToBytes().Length;
        Assert.InRange(length, BlockIndex.MaxLength - 8, BlockIndex.MaxLength);
    }
}
