using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class ZipEndTests
{
    [Fact]
    public void ToBytes_GreatestValuesOf32Bits_IsTheEndRecordAlone() => Assert.Equal(
        [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 2, 0, (byte)'o', (byte)'k'],
        EndRecords.ToBytes(int.MaxValue, int.MaxValue, ushort.MaxValue, "ok"u8));

    [Theory]
    [InlineData(0x80000000, 100, 1)]
    [InlineData(100, 0x80000000, 1)]
    [InlineData(100, 100, 0x10000)]
    public void ToBytes_OneMore_HasTheZip64Records(long offset, long length, long count)
    {
        byte[] records = EndRecords.ToBytes(offset, length, count, []);
        Assert.Equal(
            [
                0x50, 0x4B, 6, 6, 44, 0, 0, 0, 0, 0, 0, 0, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                .. BitConverter.GetBytes(count), .. BitConverter.GetBytes(count), .. BitConverter.GetBytes(length), .. BitConverter.GetBytes(offset),
                0x50, 0x4B, 6, 7, 0, 0, 0, 0, .. BitConverter.GetBytes(offset + length), 1, 0, 0, 0,
                0x50, 0x4B, 5, 6, 0, 0, 0, 0, .. BitConverter.GetBytes((ushort)Math.Min(count, 65_535)), .. BitConverter.GetBytes((ushort)Math.Min(count, 65_535)),
                .. BitConverter.GetBytes((uint)length), .. BitConverter.GetBytes((uint)offset), 0, 0,
            ],
            records);
    }

    [Fact]
    public void ToBytes_BeyondFourGigabytes_SaysSoInTheEndRecord() =>
        Assert.Equal([.. Enumerable.Repeat((byte)0xFF, 8), 0, 0], EndRecords.ToBytes(1L << 40, 1L << 33, 1, [])[^10..]);
}
