using System.IO.Hashing;
using CsCheck;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class Crc32CombinationTests
{
    [Fact]
    public void Combine_AnyTwoRuns_GivesTheCrcOfBoth() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 300]).Sample((first, second) =>
            Assert.Equal(
                Crc32.HashToUInt32([.. first, .. second]),
                Crc32Combination.Combine(Crc32.HashToUInt32(first), Crc32.HashToUInt32(second), second.Length)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(1 << 20)]
    [InlineData((5 << 20) + 3)]
    public void Combine_LongSecondRun_GivesTheCrcOfBoth(int length)
    {
        var both = new byte[7 + length];
        new Random(length).NextBytes(both);
        uint combined = Crc32Combination.Combine(Crc32.HashToUInt32(both.AsSpan(0, 7)), Crc32.HashToUInt32(both.AsSpan(7)), length);
        Assert.Equal(Crc32.HashToUInt32(both), combined);
    }

    [Fact]
    public void Combine_InAnyGrouping_GivesTheSame() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 40]).Sample((a, b, c, bLength, cLength) =>
            Assert.Equal(
                Crc32Combination.Combine(Crc32Combination.Combine(a, b, bLength), c, cLength),
                Crc32Combination.Combine(a, Crc32Combination.Combine(b, c, cLength), bLength + cLength)));
}
