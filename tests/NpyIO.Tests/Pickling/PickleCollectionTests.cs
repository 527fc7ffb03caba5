using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>.NET's collections in pickles, and the collections that pickles give.</summary>
public sealed class PickleCollectionTests
{
    public static TheoryData<IEnumerable<string>> Sets => new()
    {
        new HashSet<string> { "a" },
        new SortedSet<string> { "a" },
        new ReadOnlySet<string>(new HashSet<string> { "a" }),
        new[] { "a" }.ToFrozenSet(),
        ImmutableHashSet.Create("a"),
        ImmutableSortedSet.Create("a"),
        new OwnSet { "a" },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void Save_SetOfAnyKind_IsASet(IEnumerable<string> set) => Assert.Equal("set('a')", PickleRepr.Of(Pickle.Load(Pickle.Save(set))));

    [Fact]
    public void Keys_OfADictionary_AreAView()
    {
        var dictionary = new PickleDictionary { [null] = 1L, ["b"] = 2L };
        ICollection<object?> keys = dictionary.Keys;
        ICollection<object?> values = dictionary.Values;

        dictionary["c"] = 3L;

        Assert.Equal([null, "b", "c"], keys);
        Assert.Equal([1L, 2L, 3L], values);
        Assert.True(keys.Contains(null));
        Assert.False(keys.Contains("d"));
        Assert.True(keys.IsReadOnly);
        Assert.Throws<NotSupportedException>(() => keys.Add("d"));
        Assert.Throws<NotSupportedException>(() => keys.Remove("b"));
        object?[] copy = new object?[4];
        keys.CopyTo(copy, 1);
        Assert.Equal([null, null, "b", "c"], copy);
    }

    [Fact]
    public void Keys_OfALargeDictionary_AreNotCopied()
    {
        var dictionary = new PickleDictionary();
        for (long i = 0; i < 100_000; i++)
            dictionary[i] = i;

        Allocations.AreAtMost(1000, () => Assert.True(dictionary.Keys.Count == 100_000 && dictionary.Values.Count == 100_000));
    }

    [Fact]
    public void Items_OfAnObject_CannotBeChanged()
    {
        var described = Pickle.Load<PickleObject>(PickleRepr.Bytes("cm\nC\n)\u0081(K\u0001K\u0002e."));

        Assert.Equal([1L, 2L], described.Items);
        Assert.IsNotType<List<object?>>(described.Items);
        Assert.Throws<NotSupportedException>(() => ((IList<object?>)described.Items).Add(3L));
    }

    [Fact]
    public void Dictionary_AsACollectionOfEntries_LooksAtKeysAndValues()
    {
        ICollection<KeyValuePair<object?, object?>> entries = new PickleDictionary { [null] = 1L, ["b"] = 2L };

        Assert.Contains(KeyValuePair.Create((object?)null, (object?)1L), entries);
        Assert.DoesNotContain(KeyValuePair.Create((object?)"b", (object?)3L), entries);
        Assert.False(entries.Remove(KeyValuePair.Create((object?)"b", (object?)3L)));
        Assert.Equal(2, entries.Count);
        Assert.True(entries.Remove(KeyValuePair.Create((object?)null, (object?)1L)));
        entries.Add(KeyValuePair.Create((object?)null, (object?)4L));
        var copy = new KeyValuePair<object?, object?>[3];
        entries.CopyTo(copy, 1);
        Assert.Equal([default, KeyValuePair.Create((object?)"b", (object?)2L), KeyValuePair.Create((object?)null, (object?)4L)], copy);
        Assert.False(entries.IsReadOnly);
        entries.Clear();
        Assert.Empty(entries);
    }

    [Fact]
    public void Dictionary_EqualKeys_AreOne()
    {
        var dictionary = new PickleDictionary([KeyValuePair.Create((object?)1L, (object?)"a"), KeyValuePair.Create((object?)1.0, (object?)"b")]);

        Assert.Equal(((object?)1L, (object?)"b"), (Assert.Single(dictionary).Key, dictionary[true]));
        Assert.Throws<ArgumentException>(() => dictionary.Add(true, "c"));
        Assert.False(dictionary.Remove(2L));
        Assert.True(dictionary.Remove(1.0));
        Assert.False(dictionary.TryGetValue(1L, out object? none));
        Assert.Null(none);
        Assert.Equal("There is no 1.", Assert.Throws<KeyNotFoundException>(() => dictionary[1L]).Message);
        Assert.Equal("There is no None.", Assert.Throws<KeyNotFoundException>(() => dictionary.Get<long>(null)).Message);
        Assert.Equal("There is no 'x'.", Assert.Throws<KeyNotFoundException>(() => dictionary["x"]).Message);
        Assert.Throws<ArgumentNullException>("entries", () => new PickleDictionary(null!));
    }

    /// <summary>The views that the interfaces give are those of the dictionary, whichever interface it is.</summary>
    [Fact]
    public void Dictionary_AsEveryInterface_ShowsTheSame()
    {
        var dictionary = new PickleDictionary { [null] = 1L, ["b"] = 2L };
        IReadOnlyDictionary<object?, object?> read = dictionary;

        Assert.Equal([null, "b"], read.Keys);
        Assert.Equal([1L, 2L], read.Values);
        Assert.Equal([KeyValuePair.Create((object?)null, (object?)1L), KeyValuePair.Create((object?)"b", (object?)2L)], ((System.Collections.IEnumerable)dictionary).Cast<KeyValuePair<object?, object?>>());
        Assert.Equal([null, "b"], ((System.Collections.IEnumerable)dictionary.Keys).Cast<object?>());
        Assert.Throws<NotSupportedException>(dictionary.Keys.Clear);
        Assert.Throws<NotSupportedException>(() => dictionary.Keys.Add("c"));
        Assert.Throws<NotSupportedException>(() => dictionary.Keys.Remove("b"));
        ICollection<KeyValuePair<object?, object?>> entries = dictionary;
        Assert.DoesNotContain(KeyValuePair.Create((object?)"none", (object?)null), entries);
        Assert.False(entries.Remove(KeyValuePair.Create((object?)"none", (object?)null)));
        Assert.Equal(2, dictionary.Count);
    }

    /// <summary>What Python prints of a container inside itself.</summary>
    [Fact]
    public void ToString_OfAContainerInItself_EndsThere()
    {
        var plain = new PickleDictionary();
        plain["d"] = plain;
        var ordered = new PickleDictionary { Kind = PickleDictionaryKind.Ordered };
        ordered["d"] = ordered;
        var withNone = new PickleDictionary { Kind = PickleDictionaryKind.Default };
        withNone["d"] = withNone;
        List<object?> members = [];
        var tuple = new PickleTuple(members);
        members.Add(tuple);

        Assert.Equal("{'d': {...}}", plain.ToString());
        Assert.Equal("OrderedDict({'d': ...})", ordered.ToString());
        Assert.Equal("defaultdict(None, {'d': defaultdict(None, {...})})", withNone.ToString());
        Assert.Equal("([(...)],)", tuple.ToString());
    }

    /// <summary>What Python says of <c>==</c>, of the value itself as of another.</summary>
    [Fact]
    public void Equals_OfOneSlice_LooksAtAllThree()
    {
        var slice = new PickleSlice(1L, null, 2.0);

        Assert.True(slice.Equals(new PickleSlice(1.0, null, 2L)));
        Assert.Equal(slice.GetHashCode(), new PickleSlice(1.0, null, 2L).GetHashCode());
        Assert.False(slice.Equals(new PickleSlice(1L, null, 3L)));
        Assert.False(slice.Equals(new PickleSlice(1L, 0L, 2L)));
        Assert.False(slice.Equals(new PickleTuple(1L, null, 2.0)));
        Assert.False(slice.Equals(null));
        Assert.False(new PickleTuple(1L).Equals((PickleTuple?)null));
        Assert.False(new PickleTuple(1L).Equals((object)1L));
        Assert.False(new PickleTuple(1L).Equals(new PickleTuple(1L, 2L)));
        Assert.True(new PickleTuple(1L, "a").Equals((object)new PickleTuple(1.0, "a")));
    }

    [Theory]
    [InlineData("0", true, "0")]
    [InlineData("-0.00", true, "0.00")]
    [InlineData("1.10", true, "1.10")]
    [InlineData("-1E+2", true, "-100")]
    [InlineData("1E-28", true, "0.0000000000000000000000000001")]
    [InlineData("1E-29", false, "0")]
    [InlineData("79228162514264337593543950335", true, "79228162514264337593543950335")]
    [InlineData("79228162514264337593543950336", false, "0")]
    [InlineData("79228162514264337593543950335.1", false, "0")]
    [InlineData("0.1234567890123456789012345678", true, "0.1234567890123456789012345678")]
    [InlineData("0.12345678901234567890123456789", false, "0")]
    [InlineData("1E+29", false, "0")]
    [InlineData("1E-2000", false, "0")]
    [InlineData("NaN", false, "0")]
    [InlineData("-Infinity", false, "0")]
    public void TryToDecimal_OfAnyText_IsExactOrFalse(string text, bool isDecimal, string expected)
    {
        Assert.Equal(isDecimal, new PickleDecimal(text).TryToDecimal(out decimal value));
        Assert.Equal(expected, value.ToString(System.Globalization.CultureInfo.InvariantCulture).TrimStart(text.StartsWith("-0", StringComparison.Ordinal) ? '-' : ' '));
    }

    [Fact]
    public void Decimal_OfADotNetDecimal_KeepsDigitsAndSign()
    {
        Assert.Equal(["1.10", "-1.10", "0", "0.00", "-0", "-0.0", "100"], ((decimal[])[1.10m, -1.10m, 0m, 0.00m, new decimal(0, 0, 0, true, 0), new decimal(0, 0, 0, true, 1), 100m]).Select(value => ((PickleDecimal)value).Text));
        Assert.Equal(("2", "1"), ((new PickleDecimal("1") with { Text = "2" }).Text, new PickleDecimal("1").Text));
        Assert.Equal(new PickleDecimal("0"), new PickleDecimal("1") with { Text = "0" });
        Assert.Throws<ArgumentNullException>(() => new PickleDecimal("1") with { Text = null! });
        (System.Numerics.BigInteger numerator, System.Numerics.BigInteger denominator) = new PickleFraction(6, -4);
        Assert.Equal((-3, 2), (numerator, denominator));
    }

    [Theory]
    [InlineData(PickleDictionaryKind.Plain, "{'a': None}")]
    [InlineData(PickleDictionaryKind.Ordered, "OrderedDict({'a': None})")]
    [InlineData(PickleDictionaryKind.Default, "defaultdict(None, {'a': None})")]
    public void Dictionary_ToString_IsItsPythonText(PickleDictionaryKind kind, string expected) => Assert.Equal(expected, new PickleDictionary { Kind = kind, ["a"] = null }.ToString());

    [Fact]
    public void Set_MembersAndNone_AreAddedOnceAndRemoved()
    {
        var set = new PickleSet([null, 1L, 1.0]);

        Assert.Equal([null, 1L], set);
        Assert.True(set.Contains(null));
        Assert.False(set.Add(true));
        Assert.True(set.Add("x"));
        Assert.True(set.Remove(null));
        Assert.False(set.Remove(null));
        Assert.Equal([1L, "x"], set);
        Assert.Equal(("{1, 'x'}", "frozenset()"), (set.ToString(), new PickleSet { IsFrozen = true }.ToString()));
        Assert.Throws<ArgumentNullException>("items", () => new PickleSet((IEnumerable<object?>)null!));
    }

    [Fact]
    public void ToString_OfOtherValues_IsTheirPythonText()
    {
        Assert.Equal("(Decimal('1.50'), 2.0)", new PickleTuple(1.50m, 2f).ToString());
        Assert.Equal("slice(1, None, 1.5)", new PickleSlice(1L, null, 1.5).ToString());
        Assert.Equal("slice('a', None, None)", new PickleSlice("a", null, null).ToString());
        Assert.Equal("range(-1, 5)", new PickleRange(-1, 5, 1).ToString());
        Assert.Equal("range(5, -1, -1)", new PickleRange(5, -1, -1).ToString());
        Assert.Equal("(1, None)", new PickleTuple(1L, null).ToString());
        Assert.Equal("[1 2]", new MaskedArray(NdArray.FromArray(new[] { 1L, 2 }), NdArray.FromArray(new[] { true, false })).ToString());
    }

    private sealed class OwnSet : HashSet<string>;
}
