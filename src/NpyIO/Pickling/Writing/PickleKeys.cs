using System.Collections;

namespace NpyIO.Pickling;

/// <summary>Whether the keys of .NET's dictionaries and sets can be Python's, which knows other equals: 1, 1.0 and True are one key there, and a list is none.</summary>
internal static class PickleKeys
{
    /// <summary>A dictionary, if its keys can be.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    internal static IDictionary Checked(IDictionary dictionary)
    {
        Checked(dictionary.Keys);
        return dictionary;
    }

    /// <summary>Keys, if they can be.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    internal static IEnumerable Checked(IEnumerable keys)
    {
        Type? first = null;
        bool areAlike = true;
        foreach (object? key in keys)
        {
            if (key is IEnumerable and not (string or byte[] or PickleTuple or PickleSet { IsFrozen: true }))
                Throw.NoHash(key);
            first ??= key?.GetType();
            areAlike &= key?.GetType() == first;
        }

        // Numbers of one type differ in Python if they do here.
        if (!areAlike)
            CheckNumbers(keys);
        return keys;
    }

    private static void CheckNumbers(IEnumerable keys)
    {
        var seen = new Dictionary<object, object>(PythonEquality.Instance);
        foreach (object? key in keys)
        {
            if (key is not null && PythonNumber.TryOf(key, out _) && !seen.TryAdd(key, key))
                Throw.KeysAreOne(seen[key], key);
        }
    }
}
