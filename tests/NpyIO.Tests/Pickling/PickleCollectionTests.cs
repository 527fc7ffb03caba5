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
        Assert.Equal("slice(1, None, 1.5)", new PickleSlice(1L, null, 1.5).ToString());
        Assert.Equal("slice('a', None, None)", new PickleSlice("a", null, null).ToString());
        Assert.Equal("range(-1, 5)", new PickleRange(-1, 5, 1).ToString());
        Assert.Equal("range(5, -1, -1)", new PickleRange(5, -1, -1).ToString());
        Assert.Equal("(1, None)", new PickleTuple(1L, null).ToString());
        Assert.Equal("[1 2]", new MaskedArray(NdArray.FromArray(new[] { 1L, 2 }), NdArray.FromArray(new[] { true, false })).ToString());
    }

    private sealed class OwnSet : HashSet<string>;
}
