using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NpyIO.Arrays;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>dict</c>: values by key, in insertion order. <c>None</c> (<see langword="null"/>) is a valid key.</summary>
/// <remarks>
/// Keys are equal as in Python: 1, 1.0 and <see langword="true"/> are one key, and NaN equals only the same object. Lists, dictionaries, sets that are not frozen, and arrays cannot be
/// keys.
/// </remarks>
[DebuggerDisplay("{Summary,nq}")]
[DebuggerTypeProxy(typeof(DebugView))]
public sealed class PickleDictionary : IDictionary<object?, object?>, IReadOnlyDictionary<object?, object?>, IDescribed, IHasParts, IPythonValue
{
    private readonly OrderedDictionary<object, object?> _entries;

    /// <summary>Creates an empty dictionary.</summary>
    public PickleDictionary()
        : this(0)
    {
    }

    /// <summary>Creates a dictionary from entries. If keys are equal, the last value is kept.</summary>
    /// <param name="entries">The keys with their values.</param>
    public PickleDictionary(IEnumerable<KeyValuePair<object?, object?>> entries)
        : this(0)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach ((object? key, object? value) in entries)
            this[key] = value;
    }

    internal PickleDictionary(int capacity)
        : this(capacity, PythonEquality.Instance)
    {
    }

    internal PickleDictionary(int capacity, PythonEquality equality) => _entries = new(capacity, equality);

    /// <summary>Which of Python's dictionary types it is; <c>dict</c> by default.</summary>
    public PickleDictionaryKind Kind { get; init; }

    /// <summary>The description of what a <c>defaultdict</c> calls for a missing key (<c>builtins.list</c>), or null if it has none. NpyIO never calls it.</summary>
    public PickleObject? DefaultFactory { get; init; }

    /// <summary>
    /// The attributes set on an <c>OrderedDict</c> object, by name (<c>_metadata</c> of PyTorch's <c>state_dict</c>), or null if there are none. Python's other dictionaries cannot have
    /// any.
    /// </summary>
    public PickleDictionary? Attributes { get; set; }

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys in order, as a read-only view of the dictionary.</summary>
    public ICollection<object?> Keys => new KeyView(_entries);

    /// <summary>The values in the order of their keys, as a read-only view of the dictionary.</summary>
    public ICollection<object?> Values => _entries.Values;

    IEnumerable<object?> IReadOnlyDictionary<object?, object?>.Keys => Keys;

    IEnumerable<object?> IReadOnlyDictionary<object?, object?>.Values => Values;

    bool ICollection<KeyValuePair<object?, object?>>.IsReadOnly => false;

    /// <summary>Gets or sets the value of a key.</summary>
    /// <param name="key">The key; <see langword="null"/> is <c>None</c>.</param>
    /// <exception cref="KeyNotFoundException">The key to get does not exist.</exception>
    /// <exception cref="ArgumentException">The key is not hashable in Python.</exception>
    public object? this[object? key]
    {
        get => _entries.TryGetValue(NoneKey.Held(key), out object? value) ? value : PickleThrow.NoSuchKey(key);
        set => _entries[NoneKey.Held(key)] = value;
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="key">The key; <see langword="null"/> is <c>None</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The key exists already, or is not hashable in Python.</exception>
    public void Add(object? key, object? value) => _entries.Add(NoneKey.Held(key), value);

    /// <summary>Returns whether a key exists.</summary>
    /// <param name="key">The key; <see langword="null"/> is <c>None</c>.</param>
    public bool ContainsKey(object? key) => _entries.ContainsKey(NoneKey.Held(key));

    /// <summary>Gets the value of a key, or returns false if the key does not exist.</summary>
    /// <param name="key">The key; <see langword="null"/> is <c>None</c>.</param>
    /// <param name="value">The value of the key.</param>
    public bool TryGetValue(object? key, [MaybeNullWhen(false)] out object? value) => _entries.TryGetValue(NoneKey.Held(key), out value);

    /// <summary>Returns the value of a key as T.</summary>
    /// <typeparam name="T">The type of the value: <see cref="NdArray"/>, <see cref="string"/>, <see cref="long"/>, <see cref="SparseMatrix"/>, …</typeparam>
    /// <param name="key">The key; <see langword="null"/> is <c>None</c>.</param>
    /// <exception cref="KeyNotFoundException">The key does not exist.</exception>
    /// <exception cref="InvalidCastException">The value has another type; the message names it.</exception>
    public T Get<T>(object? key) => PickleCast.To<T>(this[key], key);

    /// <summary>Removes an entry.</summary>
    /// <param name="key">The key; <see langword="null"/> is <c>None</c>.</param>
    /// <returns>False if the key did not exist.</returns>
    public bool Remove(object? key) => _entries.Remove(NoneKey.Held(key));

    /// <summary>Removes all entries.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Enumerates the entries in order.</summary>
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

    // As in Python, the order of the entries does not count.
    IEnumerable<(object? Mine, object? Other)>? IHasParts.PairParts(object other)
    {
        var dictionary = (PickleDictionary)other;
        if (dictionary.Kind != Kind || dictionary.Count != Count)
            return null;
        var parts = new List<(object? Mine, object? Other)>(Count + 2) { (DefaultFactory, dictionary.DefaultFactory), (Attributes, dictionary.Attributes) };
        if (this.All(entry => dictionary.ContainsKey(entry.Key)))
            parts.AddRange(this.Select(entry => (entry.Value, dictionary[entry.Key])));
        else
            // Keys that Python tells apart can be equal by value: NaN, descriptions. They have the same order if the dictionaries come from one file.
            parts.AddRange(this.Zip(dictionary).SelectMany(pair => ((object?, object?)[])[(pair.First.Key, pair.Second.Key), (pair.First.Value, pair.Second.Value)]));

        return parts;
    }

    string IDescribed.Description => $"a {Summary}";

    string IPythonValue.Cycle => Kind switch
    {
        PickleDictionaryKind.Ordered => "...",
        PickleDictionaryKind.Default => $"defaultdict({DefaultFactory?.ToString() ?? "None"}, {{...}})",
        _ => "{...}",
    };

    private string Summary => $"{Kind switch
    {
        PickleDictionaryKind.Ordered => "OrderedDict",
        PickleDictionaryKind.Default => "defaultdict",
        _ => "dict",
    }} of {Count}";

    void IPythonValue.AppendTo(PythonRepr repr)
    {
        switch (Kind)
        {
            case PickleDictionaryKind.Ordered when Count == 0:
                repr.Raw("OrderedDict()");
                break;
            case PickleDictionaryKind.Ordered:
                repr.Raw("OrderedDict(").Entries(this).Raw(")");
                break;
            case PickleDictionaryKind.Default:
                repr.Raw("defaultdict(").Value(DefaultFactory).Raw(", ").Entries(this).Raw(")");
                break;
            default:
                repr.Entries(this);
                break;
        }
    }

    /// <summary>Returns the dictionary as Python writes it, shortened if it is long.</summary>
    public override string ToString() => PythonRepr.ShortOf(this);

    internal KeyValuePair<object?, object?> At(int index)
    {
        (object key, object? value) = _entries.GetAt(index);
        return new(NoneKey.Shown(key), value);
    }

    /// <summary>Call only while the graph that contains the dictionary is being built.</summary>
    internal void SetAt(int index, object? value) => _entries.SetAt(index, value);

    /// <summary>What a debugger shows: the entries.</summary>
    private sealed class DebugView(PickleDictionary dictionary)
    {
        [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
        public KeyValuePair<object?, object?>[] Entries => [.. dictionary];
    }

    /// <summary>A read-only view of a dictionary's keys, with None as <see langword="null"/>.</summary>
    private sealed class KeyView(OrderedDictionary<object, object?> entries) : ICollection<object?>
    {
        public int Count => entries.Count;

        public bool IsReadOnly => true;

        public bool Contains(object? item) => entries.ContainsKey(NoneKey.Held(item));

        public void CopyTo(object?[] array, int arrayIndex)
        {
            ArgumentNullException.ThrowIfNull(array);
            foreach (object? key in this)
                array[arrayIndex++] = key;
        }

        public IEnumerator<object?> GetEnumerator()
        {
            foreach (object key in entries.Keys)
                yield return NoneKey.Shown(key);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        void ICollection<object?>.Add(object? item) => throw new NotSupportedException();

        void ICollection<object?>.Clear() => throw new NotSupportedException();

        bool ICollection<object?>.Remove(object? item) => throw new NotSupportedException();
    }
}

/// <summary>The kinds of Python dictionaries.</summary>
public enum PickleDictionaryKind
{
    /// <summary>The built-in <c>dict</c>.</summary>
    Plain,

    /// <summary><c>collections.OrderedDict</c>.</summary>
    Ordered,

    /// <summary><c>collections.defaultdict</c>.</summary>
    Default,
}
