using System.Collections;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>set</c> or <c>frozenset</c>: values each of which is there once, equal as Python compares them. They are listed as they came.</summary>
public sealed class PickleSet : IReadOnlyCollection<object?>, IDescribed
{
    private readonly OrderedDictionary<object, object?> _items;

    /// <summary>An empty set.</summary>
    public PickleSet()
        : this(PythonEquality.Instance)
    {
    }

    /// <summary>A set of some values.</summary>
    /// <param name="items">The values; equal ones count once.</param>
    /// <exception cref="ArgumentException">A value has no hash in Python: a list, a dictionary, an array.</exception>
    public PickleSet(IEnumerable<object?> items)
        : this()
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (object? item in items)
            AddMember(item);
    }

    /// <summary>An empty set with its way of comparing values.</summary>
    internal PickleSet(PythonEquality equality) => _items = new(equality);

    /// <summary>Whether it is a <c>frozenset</c>, which can be a key and a member of a set.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The number of values.</summary>
    public int Count => _items.Count;

    /// <summary>What the hash of a frozen set is, which is never 0; 0 until it has been found.</summary>
    internal int KnownHash { get; set; }

    /// <summary>Adds a value; false when it is there already.</summary>
    /// <param name="item">The value; <see langword="null"/> is None.</param>
    /// <exception cref="ArgumentException">The value has no hash in Python.</exception>
    /// <exception cref="InvalidOperationException">The set is frozen: it may be a key, which must not change.</exception>
    public bool Add(object? item)
    {
        if (IsFrozen)
            PickleThrow.SetIsFrozen();
        return AddMember(item);
    }

    /// <summary>Removes a value; false when it was not there.</summary>
    /// <param name="item">The value; <see langword="null"/> is None.</param>
    /// <exception cref="InvalidOperationException">The set is frozen.</exception>
    public bool Remove(object? item)
    {
        if (IsFrozen)
            PickleThrow.SetIsFrozen();
        return _items.Remove(NoneKey.Held(item));
    }

    /// <summary>Whether a value is there.</summary>
    /// <param name="item">The value; <see langword="null"/> is None.</param>
    public bool Contains(object? item) => _items.ContainsKey(NoneKey.Held(item));

    /// <summary>The values as they came.</summary>
    public IEnumerator<object?> GetEnumerator()
    {
        foreach ((object item, _) in _items)
            yield return NoneKey.Shown(item);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds a value while the set is being made.</summary>
    internal bool AddMember(object? item) => _items.TryAdd(NoneKey.Held(item), null);

    /// <summary>The value at a place.</summary>
    internal object? At(int index) => _items.GetAt(index).Key is var item and not NoneKey ? item : null;

    string IDescribed.Description => $"a {ToString()}";

    /// <summary>How many values there are, for people.</summary>
    public override string ToString() => $"{(IsFrozen ? "frozenset" : "set")} of {Count}";
}
