using System.IO.Compression;
using System.IO.Hashing;
using CsCheck;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>The deflate streams that entries are written as.</summary>
public sealed class DeflatedBlocksTests
{
    private static readonly byte[] Repetitive = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i / 7))];

    [Fact]
    public void StoredBlocks_AnyLength_InflateToTheData() =>
        Gen.Int[0, 200_000].Sample(
            length =>
            {
                byte[] data = Random(length);
                using var output = new PooledStream(long.MaxValue);
                StoredBlocks.Write(data, output);
                Assert.Equal(StoredBlocks.LengthOf(length), output.Length);
                Assert.Equal(data, Inflate([.. output.Written, .. BlockIndex.End]));
            },
            iter: 30);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(9)]
    public void Block_OfData_InflatesByItselfAndEndsOnAByte(int level)
    {
        byte[] data = [.. Repetitive, .. Random(1000)];
        using PooledStream block = BlockDeflater.Block(Content(data), 1000, data.Length, new DeflateSetting(level), out uint crc);

        Assert.Equal([0, 0, 0xFF, 0xFF], block.Written[^4..].ToArray());
        Assert.Equal(data[1000..], Inflate([.. block.Written, .. BlockIndex.End]));
        Assert.Equal(Crc32.HashToUInt32(data.AsSpan(1000)), crc);
        Assert.InRange(block.Length, 1, data.Length / 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Block_ThatDeflatingMakesLonger_IsStored(bool isTried)
    {
        byte[] data = Random(300_000);
        using PooledStream block = BlockDeflater.Block(Content(data), 0, data.Length, isTried ? DeflateSetting.Fast : null, out uint crc);

        Assert.Equal([0, 0xFF, 0xFF, 0, 0], block.Written[..5].ToArray());
        Assert.InRange(block.Length, data.Length, data.Length + 50);
        Assert.Equal(data, Inflate([.. block.Written, .. BlockIndex.End]));
        Assert.Equal(Crc32.HashToUInt32(data), crc);
    }

    [Fact]
    public void Block_OneBehindAnother_IsOneStream()
    {
        using PooledStream first = BlockDeflater.Block(Content(Repetitive), 0, 100_000, DeflateSetting.Usual, out _);
        using PooledStream second = BlockDeflater.Block(Content(Repetitive), 100_000, 200_000, null, out _);
        using PooledStream third = BlockDeflater.Block(Content(Repetitive), 200_000, 300_000, DeflateSetting.CodesOnly, out _);
        Assert.Equal(Repetitive, Inflate([.. first.Written, .. second.Written, .. third.Written, .. BlockIndex.End]));
    }

    [Fact]
    public void Whole_Entry_IsItsHeadAndPayload()
    {
        NdArray array = NdArray.FromArray(Repetitive);
        using PooledStream? whole = BlockDeflater.Whole(new ArrayContent(array), DeflateSetting.Usual, out uint crc);
        Assert.NotNull(whole);
        Assert.Equal(Npy.Save(array), Inflate(whole.Written.ToArray()));
        Assert.Equal(Crc32.HashToUInt32(Npy.Save(array)), crc);
    }

    [Fact]
    public void Whole_ThatGetsNoShorter_IsNone()
    {
        Assert.Null(BlockDeflater.Whole(Content(Random(5000)), DeflateSetting.Usual, out _));
        Assert.Null(BlockDeflater.Whole(Content([]), DeflateSetting.Usual, out _));
        Assert.Null(BlockDeflater.Whole(Content([7]), DeflateSetting.Full, out _));
    }

    [Fact]
    public void Block_OfAView_IsThatOfItsCopy()
    {
        var strided = new NdArray(DType.Parse("V12"), [20_000], Repetitive, strides: [-15L], offset: 299_988);
        using PooledStream ofView = BlockDeflater.Block(new ArrayContent(strided), 0, 240_000, DeflateSetting.Usual, out uint crc);
        using PooledStream ofCopy = BlockDeflater.Block(new ArrayContent(strided.Copy()), 0, 240_000, DeflateSetting.Usual, out uint sameCrc);
        Assert.Equal(ofCopy.Written, ofView.Written);
        Assert.Equal(sameCrc, crc);
    }

    private static ArrayContent Content(byte[] data) => new(NdArray.FromArray(data), hasHeader: false);

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Inflate(byte[] deflated)
    {
        using DeflateStream stream = new(new MemoryStream(deflated), CompressionMode.Decompress);
        MemoryStream data = new();
        stream.CopyTo(data);
        return data.ToArray();
    }
}
