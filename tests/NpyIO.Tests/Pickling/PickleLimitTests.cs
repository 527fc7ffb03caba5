using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Pickles that are small and ask for much.</summary>
public sealed class PickleLimitTests
{
    private const int Depth = 100_000;
    private const int Items = 20_000;

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

    /// <summary>A value, remembered at 0, and what copies it.</summary>
    public static TheoryData<string, string, string> Copies
    {
        get
        {
            const string Array = "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R";
            string keys = string.Concat(Enumerable.Range(0, Items).Select(i => $"M{(char)(i & 255)}{(char)(i >> 8)}"));
            string list = $"]({keys}e", entries = $"}}({string.Concat(Enumerable.Range(0, Items).Select(i => $"M{(char)(i & 255)}{(char)(i >> 8)}N"))}u", bytes = $"B\u0020\u004e\0\0{new string('x', Items)}";
            var rows = new TheoryData<string, string, string>
            {
                { "dict of a dict", entries, "cbuiltins\ndict\nh\0\u0085R0" },
                { "OrderedDict of pairs", $"]({string.Concat(Enumerable.Repeat("K\u0001N\u0086", Items))}e", "ccollections\nOrderedDict\nh\0\u0085R0" },
                { "bytes of a list", $"]({string.Concat(Enumerable.Repeat("K\u0001", Items))}e", "cbuiltins\nbytes\nh\0\u0085R0" },
                { "bytearray of bytes", bytes, "cbuiltins\nbytearray\nh\0\u0085R0" },
                { "items of a reconstruction", list, "ccopyreg\n_reconstructor\n(cm\nC\ncbuiltins\nlist\nh\0tRNa0" },
                { "entries of a reconstruction", entries, "ccopyreg\n_reconstructor\n(cm\nC\ncbuiltins\ndict\nh\0tRK\u0001Ns0" },
                { "objects of a list", $"{list}\u0094{DType("O8", "|")}", $"{Array}(K\u0001M\u0020\u004e\u0085h\u0001\u0089h\0tb0" },
                { "data in the machine's byte order", $"{bytes}\u0094{DType("i2", ">")}", $"{Array}(K\u0001M\u0010\u0027\u0085h\u0001\u0089h\0tb0" },
                { "data in C order", $"{bytes}\u0094{DType("i1", "|")}", $"{Array}(K\u0001K\u0064K\u00c8\u0086h\u0001\u0088h\0tb0" },
                { "data of text", $"X\u0020\u004e\0\0{new string('x', Items)}\u0094{DType("i1", "|")}", $"{Array}(K\u0001M\u0020\u004e\u0085h\u0001\u0089h\0tb0" },
                { "axes in another order", $"{bytes}\u0094{DType("i1", "|")}", "cnumpy.core.numeric\n_frombuffer\n(h\0h\u0001K\u0064K\u00c8\u0086\u008c\u0001KK\u0001K\0\u0086tR0" },
                { "scalar without bytes", DType("S20000", "|", Items), "cnumpy.core.multiarray\nscalar\nh\0\u0085R0" },
                { "fill value", DType("S20000", "|", Items), "cnumpy.ma.core\n_mareconstruct\n(cnumpy.ma\nMaskedArray\ncnumpy\nndarray\nK\0\u0085C\u0001btR(K\u0001K\0\u0085h\0\u0089C\0C\0C\u0001xtb0" },
            };
            foreach ((string source, string value) in ((string, string)[])[("list", list), ("tuple", $"({keys}t"), ("set", $"\u008f({keys}\u0090"), ("frozenset", $"({keys}\u0091")])
            {
                foreach (string type in (string[])["list", "tuple", "set", "frozenset"])
                    rows.Add($"{type} of a {source}", value, $"cbuiltins\n{type}\nh\0\u0085R0");
            }

            return rows;
        }
    }

    /// <summary>Once is what pickles do; over and over, every kind of copy counts.</summary>
    [Theory]
    [MemberData(nameof(Copies), DisableDiscoveryEnumeration = true)]
    public void Load_CopyOfAnyKind_IsMadeOnceAndRefusedOverAndOver(string what, string value, string copy)
    {
        Assert.Null(Pickle.Load(PickleRepr.Bytes($"\u0080\u0004{value}\u0094{copy}N.")));

        byte[] pickle = PickleRepr.Bytes($"\u0080\u0004{value}\u0094{string.Concat(Enumerable.Repeat(copy, 1000))}N.");
        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle));
        Assert.Equal((what, NpyFormatReason.TooManyElements), (what, error.Reason));
        Assert.StartsWith("The pickle copies its own values over and over: ", error.Problem, StringComparison.Ordinal);
    }

    /// <summary>1 MiB of copies is for free, and 16 bytes for each byte of the pickle.</summary>
    [Fact]
    public void Load_CopiesAroundTheLimit_AreReadUpToIt()
    {
        static byte[] Of(long size) => PickleRepr.Bytes($"cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n\u008c\u0008S{size}\u0085R\u0085R.");
        int length = Of(1_000_000).Length;
        long most = (1 << 20) + 16 * length;

        Assert.Equal(most, ((NdArray)Pickle.Load(Of(most))!).NBytes);
        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(Of(most + 1)));
        Assert.Equal($"The pickle copies its own values over and over: {most + 1} bytes of copies out of {length} bytes (at byte {length - 2})", error.Problem);
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

    private static string DType(string type, string order, int size = -1)
    {
        string length = size < 0 ? "J\u00ff\u00ff\u00ff\u00ff" : $"M{(char)(size & 255)}{(char)(size >> 8)}";
        return $"cnumpy\ndtype\n\u008c{(char)type.Length}{type}\u0089\u0088\u0087R(K\u0003\u008c\u0001{order}NNN{length}{length}K{(type == "O8" ? '?' : '\0')}tb";
    }
}
