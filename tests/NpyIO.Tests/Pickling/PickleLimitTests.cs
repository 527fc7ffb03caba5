using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Pickles that are small and ask for much.</summary>
public sealed class PickleLimitTests
{
    private const int Depth = 100_000;

    [Theory]
    [InlineData("]", "a")]
    [InlineData("(", "t")]
    [InlineData("(", "l")]
    [InlineData("}N", "s")]
    [InlineData("(N", "d")]
    [InlineData("(", "\u0091")]
    [InlineData("cm\nC\n)\u0081", "b")]
    [InlineData("cm\nC\n(", "tR")]
    public void Load_NestedDeeply_GivesTheValue(string open, string close)
    {
        byte[] pickle = PickleRepr.Bytes(string.Concat(Enumerable.Repeat(open, Depth)) + "N" + string.Concat(Enumerable.Repeat(close, Depth)) + ".");

        Assert.NotNull(Pickle.Load(pickle));
    }

    [Fact]
    public void Load_NestedDeeplyWithTextOfPython2_GivesText()
    {
        byte[] pickle = PickleRepr.Bytes("U\u0001a" + new string('\u0085', Depth) + ".");

        object? value = Pickle.Load(pickle);
        while (value is PickleTuple tuple)
            value = tuple[0];

        Assert.Equal("a", value);
    }

    [Fact]
    public void Load_NestedTuplesAsKeys_AreCompared()
    {
        string key = ")" + new string('\u0085', Depth);

        var dictionary = Pickle.Load<PickleDictionary>(PickleRepr.Bytes($"}}({key}K\u0001{key}K\u0002u."));

        Assert.Equal(2L, Assert.Single(dictionary).Value);
    }

    [Fact]
    public void Load_TuplesThatShareTheirParts_AreKeysInNoTime()
    {
        // 2 to the 60th leaves, in two tuples that are equal and share nothing.
        string doubled = string.Concat(Enumerable.Repeat("2\u0086", 60));

        var dictionary = Pickle.Load<PickleDictionary>(PickleRepr.Bytes($"}}(){doubled}K\u0001){doubled}K\u0002u."));

        Assert.Equal(2L, Assert.Single(dictionary).Value);
    }

    [Fact]
    public void Load_LongTextHashedOverAndOver_IsRefused()
    {
        string pickle = $"X\0\0\u0010\0{new string('x', 1 << 20)}\u0094}}{string.Concat(Enumerable.Repeat("h\0Ns", 1 << 18))}.";

        Assert.Contains("more steps than the content accounts for", Assert.Throws<NpyFormatException>(() => PickleRepr.Load(pickle)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X\0\0\u0010\0", "c_codecs\nencode\nh\0\u008c\u0006latin1\u0086R")]
    [InlineData("B\0\0\u0010\0", "cbuiltins\nbytearray\nh\0\u0085R")]
    public void Load_LongBytesCopiedOverAndOver_IsRefused(string start, string copy)
    {
        byte[] pickle = PickleRepr.Bytes($"{start}{new string('x', 1 << 20)}\u00940{string.Concat(Enumerable.Repeat(copy + "0", 1000))}N.");

        Allocations.AreAtMost(100L << 20, () =>
            Assert.Equal(NpyFormatReason.TooManyElements, Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle)).Reason));
    }

    [Theory]
    [InlineData("set")]
    [InlineData("frozenset")]
    [InlineData("list")]
    [InlineData("tuple")]
    public void Load_LongListCopiedOverAndOver_IsRefused(string type)
    {
        string pickle = $"]({new string('N', 100_000)}e\u00940{string.Concat(Enumerable.Repeat($"cbuiltins\n{type}\nh\0\u0085R0", 10_000))}N.";

        Assert.Equal(NpyFormatReason.TooManyElements, Assert.Throws<NpyFormatException>(() => PickleRepr.Load(pickle)).Reason);
    }

    [Fact]
    public void Load_LongTupleAsKeyOverAndOver_IsLookedAtOnce()
    {
        string pickle = $"U\u0001a({new string('N', 100_000)}t\u0094}}{string.Concat(Enumerable.Repeat("h\0Ns", 100_000))}.";

        Assert.Single(Pickle.Load<PickleDictionary>(PickleRepr.Bytes(pickle)));
    }

    [Fact]
    public void Load_IntegerOfEndlessDigits_IsRefused()
    {
        var error = Assert.Throws<NpyFormatException>(() => PickleRepr.Load($"I{new string('7', 200_000)}\n."));

        Assert.Equal("An integer of 200000 digits is longer than NpyIO reads (at byte 0)", error.Message);
    }

    [Fact]
    public void Load_CyclesOfEveryKind_AreKept()
    {
        var list = Pickle.Load<List<object?>>(PickleRepr.Bytes("]\u0094h\0\u0085ah\0a}Nh\0sacm\nC\n)\u0081h\0ba."));

        Assert.Same(list, ((PickleTuple)list[0]!)[0]);
        Assert.Same(list, ((PickleDictionary)list[2]!)[null]);
        Assert.Same(list, ((PickleObject)list[3]!).State);
    }

    [Fact]
    public void Load_ManyShortTexts_AllocatesWhatTheyTake()
    {
        string pickle = $"](" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"\u008c\u0006{i:d6}\u0094")) + "e.";
        byte[] bytes = PickleRepr.Bytes(pickle);

        // A string of 6 characters takes 40 bytes; the list, the stack and the memo grow twofold.
        Allocations.AreAtMost(100_000 * (40 + 3 * 21) + (1 << 20), () => Pickle.Load(bytes));
    }
}
