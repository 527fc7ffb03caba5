using System.Collections;
using System.Runtime.CompilerServices;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>tuple</c>: some values in a fixed order, equal to another when their values are equal as Python compares them.</summary>
/// <remarks>As an <see cref="ITuple"/> it can be taken apart by a pattern: <c>value is (long id, string name)</c>.</remarks>
[CollectionBuilder(typeof(PickleTuple), nameof(Create))]
public sealed class PickleTuple : IReadOnlyList<object?>, ITuple, IEquatable<PickleTuple>, IDescribed
{
    /// <summary>The tuple without values, <c>()</c>.</summary>
    public static readonly PickleTuple Empty = new([]);

    private readonly object?[] _items;

    /// <summary>A tuple of some values.</summary>
    /// <param name="items">The values; the tuple keeps the array, so do not change it.</param>
    public PickleTuple(params object?[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items;
    }

    /// <summary>The number of values.</summary>
    public int Count => _items.Length;

    int ITuple.Length => _items.Length;

    /// <summary>The values, to be replaced only while the graph they belong to is being built.</summary>
    internal object?[] Items => _items;

    /// <summary>What <see cref="GetHashCode"/> gives, which is never 0; 0 until it has been found.</summary>
    internal int KnownHash { get; set; }

    /// <summary>The value at a place, counted from 0.</summary>
    /// <param name="index">The place.</param>
    public object? this[int index] => _items[index];

    /// <summary>A tuple of some values.</summary>
    /// <param name="items">The values.</param>
    public static PickleTuple Create(ReadOnlySpan<object?> items) => items.IsEmpty ? Empty : new(items.ToArray());

    /// <summary>The values in their order.</summary>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>Whether the values are equal, one by one, as Python's <c>==</c> has it: 1, 1.0 and <see langword="true"/> are.</summary>
    /// <param name="other">The other tuple.</param>
    public bool Equals(PickleTuple? other) => other is not null && PythonEquality.Instance.Equals(this, other);

    /// <inheritdoc cref="Equals(PickleTuple)"/>
    public override bool Equals(object? obj) => Equals(obj as PickleTuple);

    /// <summary>A hash that equal tuples share.</summary>
    /// <exception cref="ArgumentException">A value in it has no hash in Python: a list, a dictionary, an array.</exception>
    public override int GetHashCode() => PythonEquality.Instance.GetHashCode(this);

    string IDescribed.Description => $"a {ToString()}";

    /// <summary>How many values there are, for people.</summary>
    public override string ToString() => $"tuple of {Count}";
}
