using System.Collections;
using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>tuple</c>: values in a fixed order. Two are equal if their values are, compared as Python does.</summary>
/// <remarks>As an <see cref="ITuple"/> it supports positional patterns: <c>value is (long id, string name)</c>.</remarks>
[CollectionBuilder(typeof(PickleTuple), nameof(Create))]
public sealed class PickleTuple : IReadOnlyList<object?>, ITuple, IEquatable<PickleTuple>, IDescribed, IHasParts, IPythonValue
{
    /// <summary>The empty tuple, <c>()</c>.</summary>
    public static readonly PickleTuple Empty = new([]);

    private readonly object?[] _items;

    /// <summary>Creates a tuple of values.</summary>
    /// <param name="items">The values. The tuple keeps the array; do not change it.</param>
    public PickleTuple(params object?[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items;
    }

    /// <summary>The number of values.</summary>
    public int Count => _items.Length;

    int ITuple.Length => _items.Length;

    /// <summary>The values may be replaced only while the graph that contains the tuple is being built.</summary>
    internal object?[] Items => _items;

    /// <summary>Never 0 once computed.</summary>
    internal int KnownHash { get; set; }

    /// <summary>Returns the value at an index.</summary>
    /// <param name="index">The index, from 0.</param>
    public object? this[int index] => _items[index];

    /// <summary>Creates a tuple of values, which are copied.</summary>
    /// <param name="items">The values.</param>
    public static PickleTuple Create(ReadOnlySpan<object?> items) => items.IsEmpty ? Empty : new(items.ToArray());

    /// <summary>Enumerates the values in order.</summary>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>Returns whether the values are equal one by one as with Python's <c>==</c>: 1, 1.0 and <see langword="true"/> are equal.</summary>
    /// <param name="other">The other tuple.</param>
    public bool Equals(PickleTuple? other) => other is not null && PythonEquality.Instance.Equals(this, other);

    /// <inheritdoc cref="Equals(PickleTuple)"/>
    public override bool Equals(object? obj) => Equals(obj as PickleTuple);

    /// <summary>Returns a hash that is the same for equal tuples.</summary>
    /// <exception cref="ArgumentException">A value in the tuple is not hashable in Python: a list, a dictionary, an array.</exception>
    public override int GetHashCode() => PythonEquality.Instance.GetHashCode(this);

    IEnumerable<(object? Mine, object? Other)>? IHasParts.PairParts(object other) =>
        other is PickleTuple tuple && tuple.Count == Count ? _items.Zip(tuple._items) : null;

    string IDescribed.Description => $"a tuple of {Count}";

    string IPythonValue.Cycle => "(...)";

    void IPythonValue.AppendTo(PythonRepr repr) => repr.Sequence("(", _items, Count == 1 ? ",)" : ")");

    /// <summary>Returns the tuple as Python writes it, shortened if it is long.</summary>
    public override string ToString() => PythonRepr.ShortOf(this);
}
