using System.Collections;
using NpyIO.Arrays;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>set</c> or <c>frozenset</c>: distinct values, compared as Python does, in insertion order.</summary>
public sealed class PickleSet : IReadOnlyCollection<object?>, IDescribed, IHasParts, IPythonValue
{
    private readonly OrderedDictionary<object, object?> _items;

    /// <summary>Creates an empty set.</summary>
    public PickleSet()
        : this(PythonEquality.Instance)
    {
    }

    /// <summary>Creates a set of values.</summary>
    /// <param name="items">The values; equal ones are added once.</param>
    /// <exception cref="ArgumentException">A value is not hashable in Python: a list, a dictionary, an array.</exception>
    public PickleSet(IEnumerable<object?> items)
        : this()
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (object? item in items)
            AddMember(item);
    }

    internal PickleSet(PythonEquality equality) => _items = new(equality);

    /// <summary>Whether it is a <c>frozenset</c>, which can be a key and a member of a set.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The number of values.</summary>
    public int Count => _items.Count;

    /// <summary>Never 0 once computed.</summary>
    internal int KnownHash { get; set; }

    /// <summary>Adds a value. Returns false if it exists already.</summary>
    /// <param name="item">The value; <see langword="null"/> is <c>None</c>.</param>
    /// <exception cref="ArgumentException">The value is not hashable in Python.</exception>
    /// <exception cref="InvalidOperationException">The set is frozen; it may be a key, which must not change.</exception>
    public bool Add(object? item)
    {
        if (IsFrozen)
            PickleThrow.SetIsFrozen();
        return AddMember(item);
    }

    /// <summary>Removes a value. Returns false if it did not exist.</summary>
    /// <param name="item">The value; <see langword="null"/> is <c>None</c>.</param>
    /// <exception cref="InvalidOperationException">The set is frozen.</exception>
    public bool Remove(object? item)
    {
        if (IsFrozen)
            PickleThrow.SetIsFrozen();
        return _items.Remove(NoneKey.Held(item));
    }

    /// <summary>Returns whether the set contains a value.</summary>
    /// <param name="item">The value; <see langword="null"/> is <c>None</c>.</param>
    public bool Contains(object? item) => _items.ContainsKey(NoneKey.Held(item));

    /// <summary>Enumerates the values in insertion order.</summary>
    public IEnumerator<object?> GetEnumerator()
    {
        foreach ((object item, _) in _items)
            yield return NoneKey.Shown(item);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Call only while the set is being built; it may be frozen.</summary>
    internal bool AddMember(object? item) => _items.TryAdd(NoneKey.Held(item), null);

    internal object? At(int index) => _items.GetAt(index).Key is var item and not NoneKey ? item : null;

    IEnumerable<(object? Mine, object? Other)>? IHasParts.PairParts(object other)
    {
        var set = (PickleSet)other;
        if (set.IsFrozen != IsFrozen || set.Count != Count)
            return null;
        // Members that Python tells apart can be equal by value: NaN, descriptions. Those have the same order if the sets come from one file.
        return this.Zip(set);
    }

    string IDescribed.Description => $"a {Name} of {Count}";

    string IPythonValue.Cycle => $"{Name}(...)";

    private string Name => IsFrozen ? "frozenset" : "set";

    void IPythonValue.AppendTo(PythonRepr repr)
    {
        if (Count == 0)
            repr.Raw($"{Name}()");
        else
            repr.Sequence(IsFrozen ? "frozenset({" : "{", this, IsFrozen ? "})" : "}");
    }

    /// <summary>Returns the set as Python writes it, with the values in stored order, shortened if it is long.</summary>
    public override string ToString() => PythonRepr.ShortOf(this);
}
