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

    private sealed class OwnSet : HashSet<string>;
}
