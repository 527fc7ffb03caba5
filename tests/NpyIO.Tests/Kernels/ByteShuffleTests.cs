using NpyIO.Kernels;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Kernels;

public sealed class ByteShuffleTests
{
    [Fact]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Apply_RandomMaps_MoveEveryByte()
    {
        int seed = Campaign.Seed(3);
        var random = new Random(seed);
        for (int run = 0; run < Campaign.Of(3000); run++)
        {
            int sourceSize = random.Next(1, 70);
            int[] map = new int[random.Next(1, random.Next(2) == 0 ? 20 : 257)];
            for (int i = 0; i < map.Length; i++)
                map[i] = random.Next(-1, sourceSize);
            int count = random.Next(70);
            byte[] source = new byte[count * sourceSize];
            random.NextBytes(source);
            byte[] target = new byte[count * map.Length + 1];
            Array.Fill(target, (byte)0xA5);
            byte[] expected = [.. target];
            for (int i = 0; i < count * map.Length; i++)
                expected[i] = map[i % map.Length] < 0 ? (byte)0 : source[i / map.Length * sourceSize + map[i % map.Length]];

            if (count > 0)
                ByteShuffle.Create(sourceSize, map.Length, map)!.Apply(ref source[0], ref target[0], count);

            Assert.True(count == 0 || expected.AsSpan().SequenceEqual(target), $"NPYIO_SEED={seed}, run {run}: {sourceSize} to {map.Length} bytes");
        }
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 0)]
    [InlineData(4, 257)]
    public void Create_OfSizesWithoutUse_IsNull(int sourceSize, int targetSize) => Assert.Null(ByteShuffle.Create(sourceSize, targetSize, new int[targetSize]));
}
