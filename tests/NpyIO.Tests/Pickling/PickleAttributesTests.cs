using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Attributes of an <c>OrderedDict</c>, as PyTorch's <c>state_dict()</c> has them: nothing is lost on the way in and out.</summary>
public sealed class PickleAttributesTests
{
    /// <summary><c>d = OrderedDict(a=1); d.meta = 5</c> by Python 3.14.</summary>
    public static TheoryData<int, string> Pickles => new()
    {
        { 2, "800263636f6c6c656374696f6e730a4f726465726564446963740a71002952710158010000006171024b01737d710358040000006d65746171044b0573622e" },
        { 4, "80049536000000000000008c0b636f6c6c656374696f6e73948c0b4f72646572656444696374949394295294 8c0161944b01737d948c046d657461944b0573622e".Replace(" ", "", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Pickles))]
    public void Load_OrderedDictWithAttributes_HasBoth(int protocol, string pickle)
    {
        byte[] bytes = Convert.FromHexString(pickle);

        var dictionary = Pickle.Load<PickleDictionary>(bytes);

        Assert.Equal(PickleDictionaryKind.Ordered, dictionary.Kind);
        Assert.Equal(1L, dictionary["a"]);
        Assert.Equal(5L, dictionary.Attributes!["meta"]);
        Assert.Equal(5L, Pickle.Load<PickleDictionary>(Pickle.Save(dictionary, new PickleWriteOptions { Protocol = protocol })).Attributes!["meta"]);
    }

    /// <summary>A class with <c>__slots__</c> has two dictionaries as its state, the first of which may be None.</summary>
    [Theory]
    [InlineData("N", "}U\u0001xK\u0005s", 5L, null)]
    [InlineData("}U\u0001yK\u0006s", "}U\u0001xK\u0005s", 5L, 6L)]
    [InlineData("}U\u0001xK\u0007s", "}U\u0001xK\u0005s", 7L, null)]
    [InlineData("}U\u0001xK\u0007s", "N", 7L, null)]
    [InlineData("N", "N", null, null)]
    public void TryGetAttribute_ClassWithSlots_LooksInBoth(string attributes, string slots, long? x, long? y)
    {
        PickleObject described = Pickle.Load<PickleObject>(PickleRepr.Bytes($"\u0080\u0002cm\nC\n)\u0081{attributes}{slots}\u0086b."));

        Assert.Equal((x is not null, (object?)x), (described.TryGetAttribute("x", out object? found), found));
        Assert.Equal((y is not null, (object?)y), (described.TryGetAttribute("y", out found), found));
        if (x is not null)
            Assert.Equal(x, described["x"]);
        else
            Assert.Throws<KeyNotFoundException>(() => described["x"]);
    }

    [Fact]
    public void Save_OrderedDictWithAttributes_IsByteForByteWhatPythonWrites()
    {
        var dictionary = new PickleDictionary { Kind = PickleDictionaryKind.Ordered, Attributes = [] };
        dictionary["a"] = 1L;
        dictionary["b"] = 2L;
        dictionary.Attributes["m"] = 5L;
        dictionary.Attributes["n"] = 6L;

        Assert.Equal(
            "80049541000000000000008c0b636f6c6c656374696f6e73948c0b4f72646572656444696374949394295294288c0161944b018c0162944b02757d94288c016d944b058c016e944b0675622e",
            Convert.ToHexStringLower(Pickle.Save(dictionary)));
    }

    [Fact]
    public void Load_AttributeThatIsTheDictionary_IsTheSame()
    {
        var dictionary = Pickle.Load<PickleDictionary>(PickleRepr.Bytes("\u0080\u0002ccollections\nOrderedDict\n)Rq\0}X\u0001\0\0\0xh\0sb."));

        Assert.Same(dictionary, dictionary.Attributes!["x"]);
    }

    [Fact]
    public void Load_AttributeThatIsTextOfPython2_IsText()
    {
        var dictionary = Pickle.Load<PickleDictionary>(PickleRepr.Bytes("\u0080\u0002ccollections\nOrderedDict\n)R}U\u0001xU\u0001y\u0085sb."));

        Assert.Equal(new PickleTuple("y"), dictionary.Attributes!["x"]);
    }

    [Fact]
    public void Save_AttributesOfAnotherDictionary_AreRefused()
    {
        var dictionary = new PickleDictionary { Attributes = new PickleDictionary { ["a"] = 1L } };

        Assert.Equal(
            "A dict of 0 has attributes, for which only an OrderedDict has a place in Python: use PickleDictionaryKind.Ordered. (Parameter 'value')",
            Assert.Throws<ArgumentException>(() => Pickle.Save(dictionary)).Message);
    }
}
