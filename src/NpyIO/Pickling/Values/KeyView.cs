using System.Collections;

namespace NpyIO.Pickling;

/// <summary>A read-only view of a dictionary's keys, with None as <see langword="null"/>.</summary>
/// <param name="entries">The entries of the dictionary.</param>
internal sealed class KeyView(OrderedDictionary<object, object?> entries) : ICollection<object?>
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
