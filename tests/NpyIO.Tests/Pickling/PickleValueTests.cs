using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>What Pythons pickle is what is loaded.</summary>
public sealed class PickleValueTests
{
    public static TheoryData<string, int, string> Samples
    {
        get
        {
            var rows = new TheoryData<string, int, string>();
            foreach ((string value, int protocol, string pythons, _) in PickleSamples.All)
                rows.Add(value, protocol, pythons);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Load_PickleOfPythons_GivesTheValue(string value, int protocol, string pythons)
    {
        byte[] pickle = PickleSamples.All.Single(sample => (sample.Value, sample.Protocol, sample.Pythons) == (value, protocol, pythons)).Pickle;

        Assert.Equal(PickleSamples.Values[value], PickleRepr.Of(Pickle.Load(pickle)));
    }

    [Fact]
    public void Load_SharedList_IsOneObject()
    {
        byte[] pickle = PickleSamples.All.First(sample => sample.Value == "shared").Pickle;

        var tuple = Pickle.Load<PickleTuple>(pickle);

        Assert.Same(tuple[0], ((PickleDictionary)tuple[1]!)["k"]);
    }

    [Fact]
    public void Load_ListInItself_IsACycle()
    {
        var list = Pickle.Load<List<object?>>(PickleRepr.Bytes("]\u0094h\0a."));

        Assert.Same(list, list[0]);
    }

    [Fact]
    public void Load_NamedFactory_IsTheReferenceOfDefaultdict()
    {
        var dictionary = Pickle.Load<PickleDictionary>(PickleRepr.Bytes("ccollections\ndefaultdict\ncbuiltins\nlist\n\u0085R."));

        Assert.Equal("builtins.list", dictionary.DefaultFactory!.FullName);
    }

    [Theory]
    [InlineData("U\u0004\u0007\u00e4\u0002\u001d", "2020-02-29")]
    [InlineData("X\u0005\0\0\0\u0007\u00c3\u00a4\u0002\u001d", "2020-02-29")]
    [InlineData("C\u0004\0\0\u0002\u001d", "datetime.date(bytes(0000021d))")]
    [InlineData("C\u0004\u0007\u00e4\r\u001d", "datetime.date(bytes(07e40d1d))")]
    [InlineData("C\u0004\u0007\u00e5\u0002\u001d", "datetime.date(bytes(07e5021d))")]
    [InlineData("C\u0003\u0007\u00e5\u0002", "datetime.date(bytes(07e502))")]
    public void Load_Date_IsADayOrADescription(string parts, string expected) =>
        Assert.Equal(expected, PickleRepr.Load($"cdatetime\ndate\n{parts}\u0085R."));

    [Theory]
    [InlineData("C\n\u0007\u00e4\u0081\u0001\0\0\0\0\0\0\u0085", "datetime.datetime(bytes(07e48101000000000000))")]
    [InlineData("C\n\u0007\u00e4\u0001\u0001\0\0\0\0\0\0cpytz\n_UTC\n)R\u0086", "datetime.datetime(bytes(07e40101000000000000), pytz._UTC())")]
    [InlineData("C\n\0\u0001\u0001\u0001\0\0\0\0\0\0cdatetime\ntimezone\ncdatetime\ntimedelta\nK\0M\u0010\u000eK\0\u0087R\u0085R\u0086", "datetime.datetime(bytes(00010101000000000000), datetime.timezone(timedelta(3600000000)))")]
    public void Load_DateTimeThatNetLacks_IsADescription(string arguments, string expected) =>
        Assert.Equal(expected, PickleRepr.Load($"cdatetime\ndatetime\n{arguments}R."));

    [Theory]
    [InlineData("cdecimal\nDecimal\nX\u0005\0\0\0hello\u0085R.", "decimal.Decimal('hello')")]
    [InlineData("cfractions\nFraction\nX\u0003\0\0\u00001/0\u0085R.", "fractions.Fraction('1/0')")]
    [InlineData("cfractions\nFraction\nK\u0002K\u0004\u0086R.", "fractions.Fraction(2, 4)")]
    [InlineData("cbuiltins\nrange\nK\u0001K\u0002K\0\u0087R.", "builtins.range(1, 2, 0)")]
    [InlineData("cbuiltins\nbytearray\nK\u0005\u0085R.", "builtins.bytearray(5)")]
    [InlineData("cbuiltins\nbytearray\nX\u0001\0\0\0aX\u0005\0\0\0utf-8\u0086R.", "builtins.bytearray('a', 'utf-8')")]
    [InlineData("cbuiltins\nbytes\n](M\0\u0001e\u0085R.", "builtins.bytes([256])")]
    [InlineData("cbuiltins\nbytes\n](J\u00ff\u00ff\u00ff\u00ffe\u0085R.", "builtins.bytes([-1])")]
    [InlineData("cbuiltins\nbytes\n](K\u0001U\u0001ae\u0085R.", "builtins.bytes([1, 'a'])")]
    [InlineData("cbuiltins\ntuple\nK\u0001K\u0002\u0086R.", "builtins.tuple(1, 2)")]
    [InlineData("cbuiltins\ntuple\nK\u0001\u0085R.", "builtins.tuple(1)")]
    [InlineData("cbuiltins\ndict\nK\u0005\u0085R.", "builtins.dict(5)")]
    [InlineData("cbuiltins\ndict\n}}\u0086R.", "builtins.dict({}, {})")]
    [InlineData("cbuiltins\nrange\nK\u0001K\u0002\u0086R.", "builtins.range(1, 2)")]
    [InlineData("cbuiltins\nrange\nK\u0001K\u0002U\u0001a\u0087R.", "builtins.range(1, 2, 'a')")]
    [InlineData("cbuiltins\nrange\nK\u0001U\u0001aK\u0002\u0087R.", "builtins.range(1, 'a', 2)")]
    [InlineData("cbuiltins\nrange\nU\u0001aK\u0001K\u0002\u0087R.", "builtins.range('a', 1, 2)")]
    [InlineData("ccollections\nOrderedDict\n](](K\u0001K\u0002K\u0003ee\u0085R.", "collections.OrderedDict([[1, 2, 3]])")]
    [InlineData("ccollections\nOrderedDict\n](](K\u0001K\u0002eK\u0003e\u0085R.", "collections.OrderedDict([[1, 2], 3])")]
    [InlineData("c_codecs\nencode\nX\u0002\0\0\0\u00c4\u0080X\u0006\0\0\0latin1\u0086R.", "_codecs.encode('\\u0100', 'latin1')")]
    [InlineData("c_codecs\nencode\nX\u0001\0\0\0aX\u0005\0\0\0utf-8\u0086R.", "_codecs.encode('a', 'utf-8')")]
    [InlineData("cdatetime\ntimedelta\nJ\u00ff\u00ff\u00ff\u007fK\0K\0\u0087R.", "datetime.timedelta(2147483647, 0, 0)")]
    public void Load_ArgumentsThatGiveNoValue_AreDescribed(string pickle, string expected) => Assert.Equal(expected, PickleRepr.Load(pickle));

    [Theory]
    [InlineData("c__builtin__\nset\n](K\u0001K\u0002e\u0085R.", "set(1, 2)")]
    [InlineData("c__builtin__\nfrozenset\n](K\u0001e\u0085R.", "frozenset(1)")]
    [InlineData("c__builtin__\nbytearray\nX\u0003\0\0\0a\u00c3\u00a9X\u0007\0\0\0latin-1\u0086R.", "bytearray(61e9)")]
    [InlineData("c__builtin__\nxrange\nK\0K\u0003K\u0001\u0087R.", "range(0, 3, 1)")]
    [InlineData("ccollections\nOrderedDict\n](](U\u0001aK\u0001ee\u0085R.", "OrderedDict{'a': 1}")]
    [InlineData("c__builtin__\nbytearray\nX\u0001\0\0\0aX\u0006\0\0\0latin1\u0086R.", "bytearray(61)")]
    [InlineData("c_codecs\nencode\nX\u0001\0\0\0aX\n\0\0\0iso-8859-1\u0086R.", "bytes(61)")]
    [InlineData("c_codecs\nencode\nX\u0002\0\0\0\u00c3\u00bfX\u0009\0\0\0iso8859-1\u0086R.", "bytes(ff)")]
    [InlineData("c__builtin__\ntuple\n)R.", "()")]
    [InlineData("c__builtin__\ntuple\n](K\u0001K\u0002e\u0085R.", "(1, 2)")]
    [InlineData("c__builtin__\nlist\n)R.", "[]")]
    [InlineData("c__builtin__\ndict\n)R.", "{}")]
    [InlineData("c__builtin__\nbytes\n](K\u0001K\u00ffe\u0085R.", "bytes(01ff)")]
    public void Load_CallsOfOlderPythons_GiveValues(string pickle, string expected) => Assert.Equal(expected, PickleRepr.Load(pickle));

    [Fact]
    public void LoadOfT_AnotherType_SaysWhatItIs()
    {
        var error = Assert.Throws<InvalidCastException>(() => Pickle.Load<string>(PickleRepr.Bytes("]K\u0001a.")));

        Assert.Equal("The value is a list of 1, not string.", error.Message);
    }

    /// <summary>An integer that does not fit is named, if it can be; every integer type has its own limits.</summary>
    [Fact]
    public void LoadOfT_IntegerThatDoesNotFit_NamesIt()
    {
        Assert.Equal((sbyte.MinValue, byte.MaxValue), (Pickle.Load<sbyte>(Pickle.Save(-128)), Pickle.Load<byte>(Pickle.Save(255))));
        Assert.EndsWith("; 256 does not fit.", Assert.Throws<InvalidCastException>(() => Pickle.Load<byte>(Pickle.Save(256))).Message, StringComparison.Ordinal);
        Assert.EndsWith("; -129 does not fit.", Assert.Throws<InvalidCastException>(() => Pickle.Load<sbyte>(Pickle.Save(-129))).Message, StringComparison.Ordinal);
        Assert.EndsWith("; it does not fit.", Assert.Throws<InvalidCastException>(() => Pickle.Load<int>(Pickle.Save(System.Numerics.BigInteger.Pow(2, 64)))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("does not fit", Assert.Throws<InvalidCastException>(() => Pickle.Load<int>(Pickle.Save("a"))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("does not fit", Assert.Throws<InvalidCastException>(() => Pickle.Load<string>(Pickle.Save(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadOfT_None_IsNullWhereThatIsAllowed() => Assert.Null(Pickle.Load<string?>(PickleRepr.Bytes("N.")));
}
