using System.Collections;
using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>dict</c>: values by key, in the order in which the keys came, None (<see langword="null"/>) being a key like any other.</summary>
/// <remarks>Keys are equal as in Python: 1, 1.0 and <see langword="true"/> are one, and NaN is equal only to the very same object. Lists, dictionaries, sets that are not frozen and arrays are no keys.</remarks>
public sealed class PickleDictionary : IDictionary<object?, object?>, IReadOnlyDictionary<object?, object?>, IDescribed
{
    private readonly OrderedDictionary<object, object?> _entries;

    /// <summary>An empty dictionary.</summary>
    public PickleDictionary()
        : this(0)
    {
    }

    /// <summary>A dictionary of some entries; of equal keys the last value counts.</summary>
    /// <param name="entries">The keys with their values.</param>
    public PickleDictionary(IEnumerable<KeyValuePair<object?, object?>> entries)
        : this(0)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach ((object? key, object? value) in entries)
            this[key] = value;
    }

    /// <summary>An empty dictionary with room.</summary>
    internal PickleDictionary(int capacity)
        : this(capacity, PythonEquality.Instance)
    {
    }

    /// <summary>An empty dictionary with room, and its way of comparing keys.</summary>
    internal PickleDictionary(int capacity, PythonEquality equality) => _entries = new(capacity, equality);

    /// <summary>Which of Python's dictionaries it is: <c>dict</c> unless told.</summary>
    public PickleDictionaryKind Kind { get; init; }

    /// <summary>What a <c>defaultdict</c> calls for a missing key, as a description (<c>builtins.list</c>); null for none. NpyIO never calls it.</summary>
    public PickleObject? DefaultFactory { get; init; }

    /// <summary>What was set on an <c>OrderedDict</c> as on any object, by name (<c>_metadata</c> of PyTorch's <c>state_dict</c>); null for nothing. Python's other dictionaries have no place for it.</summary>
    public PickleDictionary? Attributes { get; set; }

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys in their order: a view of the dictionary, not a copy, which cannot be changed.</summary>
    public ICollection<object?> Keys => new KeyView(_entries);

    /// <summary>The values in the order of their keys: a view of the dictionary, not a copy, which cannot be changed.</summary>
    public ICollection<object?> Values => _entries.Values;

    IEnumerable<object?> IReadOnlyDictionary<object?, object?>.Keys => Keys;

    IEnumerable<object?> IReadOnlyDictionary<object?, object?>.Values => Values;

    bool ICollection<KeyValuePair<object?, object?>>.IsReadOnly => false;

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key; <see langword="null"/> is None.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="ArgumentException">It can be no key, having no hash in Python.</exception>
    public object? this[object? key]
    {
        get => _entries.TryGetValue(NoneKey.Held(key), out object? value) ? value : PickleThrow.NoSuchKey(key);
        set => _entries[NoneKey.Held(key)] = value;
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="key">The key; <see langword="null"/> is None.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The key is there already, or can be none.</exception>
    public void Add(object? key, object? value) => _entries.Add(NoneKey.Held(key), value);

    /// <summary>Whether there is a key.</summary>
    /// <param name="key">The key; <see langword="null"/> is None.</param>
    public bool ContainsKey(object? key) => _entries.ContainsKey(NoneKey.Held(key));

    /// <summary>The value of a key, if it is there.</summary>
    /// <param name="key">The key; <see langword="null"/> is None.</param>
    /// <param name="value">Its value.</param>
    public bool TryGetValue(object? key, [MaybeNullWhen(false)] out object? value) => _entries.TryGetValue(NoneKey.Held(key), out value);

    /// <summary>The value of a key as T.</summary>
    /// <typeparam name="T">What it is: <see cref="NdArray"/>, <see cref="string"/>, <see cref="long"/>, <see cref="SparseMatrix"/>, …</typeparam>
    /// <param name="key">The key; <see langword="null"/> is None.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="InvalidCastException">The value is something else; the message says what.</exception>
    public T Get<T>(object? key) => PickleCast.To<T>(this[key], key);

    /// <summary>Removes an entry.</summary>
    /// <param name="key">The key; <see langword="null"/> is None.</param>
    /// <returns>False when it was not there.</returns>
    public bool Remove(object? key) => _entries.Remove(NoneKey.Held(key));

    /// <summary>Removes all entries.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>The entries in their order.</summary>
    public IEnumerator<KeyValuePair<object?, object?>> GetEnumerator()
    {
        foreach ((object key, object? value) in _entries)
            yield return new(NoneKey.Shown(key), value);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<object?, object?>>.Add(KeyValuePair<object?, object?> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<object?, object?>>.Contains(KeyValuePair<object?, object?> item) =>
        TryGetValue(item.Key, out object? value) && Equals(value, item.Value);

    bool ICollection<KeyValuePair<object?, object?>>.Remove(KeyValuePair<object?, object?> item) =>
        ((ICollection<KeyValuePair<object?, object?>>)this).Contains(item) && Remove(item.Key);

    void ICollection<KeyValuePair<object?, object?>>.CopyTo(KeyValuePair<object?, object?>[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        foreach (KeyValuePair<object?, object?> entry in this)
            array[arrayIndex++] = entry;
    }

    string IDescribed.Description => $"a {ToString()}";

    /// <summary>How many entries there are, for people.</summary>
    public override string ToString() => $"{Kind switch
    {
        PickleDictionaryKind.Ordered => "OrderedDict",
        PickleDictionaryKind.Default => "defaultdict",
        _ => "dict",
    }} of {Count}";

    /// <summary>The entry at a place, while the graph it belongs to is being built.</summary>
    internal KeyValuePair<object?, object?> At(int index)
    {
        (object key, object? value) = _entries.GetAt(index);
        return new(NoneKey.Shown(key), value);
    }

    /// <summary>Replaces the value at a place.</summary>
    internal void SetAt(int index, object? value) => _entries.SetAt(index, value);
}
