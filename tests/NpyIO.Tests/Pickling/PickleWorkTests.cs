using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Pickles that work on the same values over and over, which costs them a step for every value or some bytes of it.</summary>
public sealed class PickleWorkTests
{
    private const string Nan = "G\u007f\u00f8\0\0\0\0\0\0";

    /// <summary>What is remembered at the places 0 and 1, and what is done with it again and again.</summary>
    public static TheoryData<string, string, string> Repeated => new()
    {
        { $"{Long(50_000)}\u0094}}", "h\0Ns", "long integer as key" },
        { $"cbuiltins\nrange\n{Long(50_000)}K\u0001K\u0001\u0087R\u0094}}", "h\0Ns", "range of long integers as key" },
        { $"cdecimal\nDecimal\n{Text(100_000)}\u0085R\u0094}}", "h\0Ns", "long decimal as key" },
        { $"cfractions\nFraction\n{Long(4990)}{Power(4990)}\u0086R\u0094}}", "h\0Ns", "long fraction as key" },
        { $"B\u00a0\u0086\u0001\0{Filled(100_000)}\u0085\u0094B\u00a0\u0086\u0001\0{Filled(100_000)}\u0085\u0094}}h\0Ns", "h\u0001Ns", "equal long bytes" },
        { $"{Text(100_000)}\u0085\u0094{Text(100_000)}\u0085\u0094}}h\0Ns", "h\u0001Ns", "equal long texts" },
        { $"({Zeros(100_000)}t\u0094({Zeros(100_000)}t\u0094}}h\0Ns", "h\u0001Ns", "equal long tuples" },
        { $"cdecimal\nDecimal\n\u0094{Text(100_000)}\u0094(", "h\0h\u0001\u0085R0", "decimals of one text" },
        { $"cfractions\nFraction\n\u0094{Long(4990)}{Power(4990)}\u0086\u0094(", "h\0h\u0001R0", "fractions of two integers" },
        { $"cfractions\nFraction\n\u0094{Text(9_999)}\u0094(", "h\0h\u0001\u0085R0", "fractions of one text" },
        { $"{Text(100_000)}\u0094{Text(1)}\u0094(", "h\0h\u0001\u00930", "names in one module" },
        { $"{Text(1)}\u0094{Text(100_000)}\u0094(", "h\0h\u0001\u00930", "one name in a module" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Load_SameValuesWorkedOnOverAndOver_IsRefused(string start, string again, string what)
    {
        byte[] pickle = PickleRepr.Bytes($"\u0080\u0004{start}{string.Concat(Enumerable.Repeat(again, 20_000))}.");

        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle));

        Assert.True(error.Message.Contains("more steps than the content accounts for", StringComparison.Ordinal), what);
    }

    [Theory]
    [InlineData("copyreg")]
    [InlineData("copy_reg")]
    public void Load_CallsThatCreateWhatCreates_AreDescriptions(string module)
    {
        string flat = $"c{module}\n__newobj__\nq\0({string.Concat(Enumerable.Repeat("h\0", 100_000))}tR.";
        string nested = $"c{module}\n__newobj_ex__\nq\0}}q\u0001h\0)h\u0001\u0087{string.Concat(Enumerable.Repeat("q\u00020h\0h\u0002h\u0001\u0087", 100_000))}q\u00020h\0h\u0002R.";

        Assert.Equal("__newobj__", Pickle.Load<PickleObject>(PickleRepr.Bytes(flat)).Name);
        Assert.Equal("__newobj_ex__", Pickle.Load<PickleObject>(PickleRepr.Bytes(nested)).Name);
    }

    [Fact]
    public void Load_ManyArgumentsCopiedOverAndOver_IsRefused()
    {
        string pickle = $"ccopyreg\n__newobj__\nq\0(cm\nC\n{new string('N', 100_000)}tq\u0001(" + string.Concat(Enumerable.Repeat("h\0h\u0001R0", 10_000)) + "l.";

        Assert.Equal(NpyFormatReason.TooManyElements, Assert.Throws<NpyFormatException>(() => PickleRepr.Load(pickle)).Reason);
    }

    [Theory]
    [InlineData("c_codecs\nencode\n")]
    [InlineData("cbuiltins\nbytearray\n")]
    public void Load_LongTextLookedThroughForWhatIsNotLatin1_IsRefused(string call)
    {
        string pickle = $"{call}q\0X{Length(100_003)}{Filled(100_000)}\u00e2\u0082\u00ac\u008c\u0006latin1\u0086q\u0001({string.Concat(Enumerable.Repeat("h\0h\u0001R0", 10_000))}l.";

        AssertGrowsTooMuch(pickle);
    }

    [Fact]
    public void Load_DTypesOfOneState_AreRefused()
    {
        string names = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"\u008c\u0004{i:x4}"));
        string entries = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"\u008c\u0004{i:x4}h\u0007"));
        string start = $"cnumpy\ndtype\nq\0\u008c\u0002i1\u0089\u0088\u0087Rq\u0001({names}tq\u0002h\u0001K\0\u0086q\u0007}}({entries}uq\u0003"
            + "(K\u0003\u008c\u0001|Nh\u0002h\u0003K\u0001K\u0001K\0tq\u0004\u008c\u0002V1\u0089\u0088\u0087q\u0005(";
        string pickle = $"{start}{string.Concat(Enumerable.Repeat("h\0h\u0005Rh\u0004b", 100))}l.";

        Allocations.AreAtMost(16 << 20, () => AssertGrowsTooMuch(pickle));
        Assert.Equal(10_000, Pickle.Load<List<object?>>(PickleRepr.Bytes($"{start}h\0h\u0005Rh\u0004bl.")).Cast<DType>().Single().Fields.Count);
    }

    [Fact]
    public void Load_DTypesThatShareTheirFields_AreRefusedBeforeTheirFieldsCannotBeCounted()
    {
        // Two fields, both at the same place, of a dtype that has two fields of a dtype …
        string doubled = "q\u0001K\0\u0086q\u00020h\0h\u0005R(K\u0003\u008c\u0001|Nh\u0006}(\u008c\u0001ah\u0002\u008c\u0001bh\u0002uK\u0001K\u0001K\0tb";
        string pickle = $"cnumpy\ndtype\nq\0\u008c\u0002V1\u0089\u0088\u0087q\u0005\u008c\u0001a\u008c\u0001b\u0086q\u0006h\0\u008c\u0002i1\u0089\u0088\u0087R{string.Concat(Enumerable.Repeat(doubled, 60))}.";

        AssertGrowsTooMuch(pickle);
    }

    [Fact]
    public void Load_DTypesOfOneCommaString_AreRefused()
    {
        string text = string.Join(',', Enumerable.Repeat("i1", 10_000));
        string pickle = $"cnumpy\ndtype\nq\0X{Length(text.Length)}{text}\u0089\u0088\u0087q\u0001({string.Concat(Enumerable.Repeat("h\0h\u0001R", 100))}l.";

        Allocations.AreAtMost(16 << 20, () => AssertGrowsTooMuch(pickle));
    }

    [Fact]
    public void Load_ManyKeysThatAreNoNumber_AreAllThere()
    {
        string pickle = $"\u0080\u0004}}({string.Concat(Enumerable.Repeat(Nan + "N", 20_000))}u.";

        Assert.Equal(20_000, Pickle.Load<PickleDictionary>(PickleRepr.Bytes(pickle)).Count);
    }

    [Fact]
    public void Load_TextScalarWithoutCodePoints_IsAKeyAndIsSavedAgain()
    {
        const string Scalar = "cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n\u008c\u0002U1\u0089\u0088\u0087RC\u0004\u00ff\u00ff\u00ff\u00ff\u0086R";

        var dictionary = Pickle.Load<PickleDictionary>(PickleRepr.Bytes($"}}({Scalar}K\u0001{Scalar}K\u0002\u008c\u0001xNu."));

        Assert.Equal(2, dictionary.Count);
        Assert.Equal(2L, dictionary.First().Value);
        Assert.Equal(2, Pickle.Load<PickleDictionary>(Pickle.Save(dictionary)).Count);
    }

    [Theory]
    [InlineData("<", true)]
    [InlineData(">", false)]
    public void Load_SubArrayOfTextWithoutCodePoints_IsCopiedOrRefused(string order, bool isCopied)
    {
        byte[] text = Enumerable.Repeat((byte)0xFF, 8).ToArray();
        var items = NdArray.FromBuffer(text, DType.Parse($"{order}U1"));
        DType dtype = DType.Struct(new Field("o", DType.Object), new Field("u", DType.SubArray(DType.Parse("<U1"), [2])));
        Func<NdArray> load = () => NumPy.NumPyCalls.Array(1L, NumPy.NumPyCalls.Tuple(1L), dtype, false, new List<object?> { new PickleTuple(null, items) });

        if (!isCopied)
        {
            Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(load).Reason);
            return;
        }

        NdArray array = load();
        Assert.Equal(text, array["u"].ToBytes());
        Assert.Equal(text, ((NdArray)Pickle.Load(Pickle.Save(array))!)["u"].ToBytes());
    }

    [Fact]
    public void Load_FarPlaceBeforeMemoize_IsCounted()
    {
        // MEMOIZE takes the number of places in use, as len(memo) in Python.
        Assert.Equal("{}", PickleRepr.Load("]r\u00ff\u00ff\u00ff\u000f0}\u00940h\u0001."));
    }

    private static void AssertGrowsTooMuch(string pickle) =>
        Assert.Equal(NpyFormatReason.TooManyElements, Assert.Throws<NpyFormatException>(() => Pickle.Load(PickleRepr.Bytes(pickle))).Reason);

    /// <summary>An odd integer of so many bytes.</summary>
    private static string Long(int length) => $"\u008b{Length(length)}{new string('\u007f', length)}";

    /// <summary>A power of two of so many bytes.</summary>
    private static string Power(int length) => $"\u008b{Length(length)}{new string('\0', length - 1)}\u0040";

    private static string Text(int length, char filling = '1') => $"X{Length(length)}{new string(filling, length)}";

    private static string Filled(int length) => new('x', length);

    private static string Zeros(int count) => string.Concat(Enumerable.Repeat("K\0", count));

    private static string Length(int length) => string.Concat(BitConverter.GetBytes(length).Select(part => (char)part));
}
