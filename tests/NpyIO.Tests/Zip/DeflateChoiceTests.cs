using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>What a sample decides, on data of which it is known what they take.</summary>
public sealed class DeflateChoiceTests
{
    private const int Count = 1 << 18;

    private static readonly Random Seeded = new(5);

    private static readonly Dictionary<string, Func<Array>> Data = new()
    {
        ["smooth"] = () => Make(i => (float)(Math.Sin(i * 1e-5) + i * 1e-8)),
        ["mantissas"] = () => Make(_ => Seeded.NextDouble()),
        ["noise"] = () => Make(_ => Seeded.NextInt64()),
        ["sparse"] = () => Make(i => i % 997 == 0 ? Seeded.NextSingle() : 0),
        ["periodic"] = () => Make(i => (i % 1250) * 0.987654321 % 1),
        ["integers"] = () => Make(_ => Seeded.NextInt64(1000)),
        ["text"] = () => Make(i => (byte)"so it goes on and on, "[(int)((long)i * i / 7 % 21)]),
    };

    [Theory]
    [InlineData("smooth", "9")]
    [InlineData("mantissas", "6 HuffmanOnly")]
    [InlineData("noise", "none")]
    [InlineData("sparse", "6 RunLengthEncoding")]
    [InlineData("periodic", "7")]
    [InlineData("integers", "6")]
    public void For_Optimal_TakesWhatTheDataNeed(string data, string expected) => Assert.Equal(expected, Choice(data, NpzCompression.Optimal));

    [Theory]
    [InlineData("mantissas", "6 HuffmanOnly")]
    [InlineData("noise", "none")]
    [InlineData("integers", "6 HuffmanOnly")]
    [InlineData("text", "1")]
    public void For_Fastest_TakesCodesOnlyWhereTheyAreShorter(string data, string expected) => Assert.Equal(expected, Choice(data, NpzCompression.Fastest));

    [Theory]
    [InlineData("smooth", "9")]
    [InlineData("noise", "none")]
    [InlineData("integers", "9")]
    public void For_SmallestSize_TakesTheShortest(string data, string expected) => Assert.Equal(expected, Choice(data, NpzCompression.SmallestSize));

    [Fact]
    public void For_ASmallSmoothArray_KnowsItToo()
    {
        ArrayContent small = new(NdArray.FromArray(Enumerable.Range(0, 2000).Select(i => i / 1999f).ToArray()));
        Assert.Equal("9", Name(DeflateChoice.For(small, NpzCompression.Optimal, out _)));
    }

    [Fact]
    public void ForBlock_WithoutRepetition_TakesCodesOnly()
    {
        ArrayContent mixed = new(NdArray.FromArray((double[])[.. Make(i => Math.Round(Math.Sin(i * 0.001), 3)), .. Make(_ => Seeded.NextDouble())]));
        long half = mixed.PayloadLength / 2;

        Assert.Equal(DeflateSetting.Usual, DeflateChoice.ForBlock(mixed, 0, half, DeflateSetting.Usual));
        Assert.Equal(DeflateSetting.CodesOnly, DeflateChoice.ForBlock(mixed, half, 2 * half, DeflateSetting.Usual));
    }

    [Fact]
    public void For_NoPayload_ChoosesSomething() =>
        Assert.NotNull(DeflateChoice.For(new ArrayContent(NdArray.Create(DType.Of<int>(), 0)), NpzCompression.Optimal, out _));

    [Fact]
    public void DeflateSample_OfLongItems_TakesWholeOnes()
    {
        var bytes = new byte[3_000_000];
        Seeded.NextBytes(bytes);
        using var sample = new DeflateSample(new ArrayContent(new NdArray(DType.Parse("V100000"), [10], bytes, strides: [-200_000L], offset: 1_800_000)));
        Assert.True(sample.Bytes[..100_000].SequenceEqual(bytes.AsSpan(1_800_000, 100_000)));
        Assert.Equal(0, sample.Bytes.Length % 100_000);
    }

    private static T[] Make<T>(Func<int, T> value) => [.. Enumerable.Range(0, Count).Select(value)];

    private static string Choice(string data, NpzCompression compression) => Name(DeflateChoice.For(new ArrayContent(Data[data]()), compression, out _));

    private static string Name(DeflateSetting? setting) =>
        setting is null ? "none" : setting.Strategy == default ? $"{setting.Level}" : $"{setting.Level} {setting.Strategy}";
}
