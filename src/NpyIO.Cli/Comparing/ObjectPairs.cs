using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Comparing;

/// <summary>Pairs the parts of two values of one type: items by their index, entries and members of sets as Python finds them, all else by name.</summary>
internal static class ObjectPairs
{
    /// <summary>The parts of an array in its pickled state: version, shape, dtype, order, elements.</summary>
    private const int ArrayStateLength = 5;

    /// <summary>Pairs are made one by one, so that the memory for them does not grow with the values.</summary>
    internal static IEnumerable<ObjectPair> Of(object actual, object desired) => (actual, desired) switch
    {
        (PickleDictionary dictionary, PickleDictionary other) => OfDictionaries(dictionary, other),
        (PickleSet set, PickleSet other) => OfSets(set, other),
        (PickleObject { Array: not null } described, PickleObject { Array: not null } other) => OfSubclasses(described, other),
        (PickleTuple or List<object?>, _) => InOrder(ObjectParts.Of(actual), ObjectParts.Of(desired)),
        _ => ByName(ObjectParts.Of(actual), ObjectParts.Of(desired)),
    };

    private static IEnumerable<ObjectPair> InOrder(IEnumerable<ObjectPart> actual, IEnumerable<ObjectPart> desired)
    {
        using IEnumerator<ObjectPart> parts = actual.GetEnumerator(), others = desired.GetEnumerator();
        while (true)
        {
            bool isThere = parts.MoveNext(), isOtherThere = others.MoveNext();
            if (isThere && isOtherThere)
                yield return ObjectPair.Of(parts.Current, parts.Current.Value, others.Current.Value);
            else if (isThere)
                yield return ObjectPair.OnlyInActual(parts.Current, parts.Current.Value);
            else if (isOtherThere)
                yield return ObjectPair.OnlyInDesired(others.Current, others.Current.Value);
            else
                yield break;
        }
    }

    /// <summary>Of an object, which has few parts.</summary>
    private static IEnumerable<ObjectPair> ByName(IEnumerable<ObjectPart> actual, IEnumerable<ObjectPart> desired)
    {
        Dictionary<object, ObjectPart> others = desired.ToDictionary(part => part.Key!);
        foreach (ObjectPart part in actual)
            yield return others.Remove(part.Key!, out ObjectPart other) ? ObjectPair.Of(part, part.Value, other.Value) : ObjectPair.OnlyInActual(part, part.Value);
        foreach (ObjectPart other in others.Values)
            yield return ObjectPair.OnlyInDesired(other, other.Value);
    }

    private static IEnumerable<ObjectPair> OfDictionaries(PickleDictionary actual, PickleDictionary desired)
    {
        if (actual.DefaultFactory is not null || desired.DefaultFactory is not null)
            yield return ObjectPair.Of(Named("default_factory"), actual.DefaultFactory, desired.DefaultFactory);
        if (actual.Attributes is not null || desired.Attributes is not null)
            yield return ObjectPair.Of(Named("state"), actual.Attributes, desired.Attributes);

        var others = new UnfoundKeys(desired.Keys.Where(key => !actual.ContainsKey(key)));
        foreach ((object? key, object? value) in actual)
        {
            var place = new ObjectPart(value, key);
            if (desired.TryGetValue(key, out object? other))
            {
                yield return ObjectPair.Of(place, value, other);
            }
            else if (others.TryTake(key, out object? otherKey))
            {
                yield return ObjectPair.Of(place, key, otherKey);
                yield return ObjectPair.Of(place, value, desired[otherKey]);
            }
            else
            {
                yield return ObjectPair.OnlyInActual(place, value);
            }
        }

        foreach (object? key in others.Rest)
            yield return ObjectPair.OnlyInDesired(new ObjectPart(desired[key], key), desired[key]);
    }

    private static IEnumerable<ObjectPair> OfSets(PickleSet actual, PickleSet desired)
    {
        var others = new UnfoundKeys(desired.Where(member => !actual.Contains(member)));
        foreach (object? member in actual.Where(member => !desired.Contains(member)))
            yield return others.TryTake(member, out object? other) ? ObjectPair.Of(null, member, other) : ObjectPair.OnlyInActual(null, member);
        foreach (object? member in others.Rest)
            yield return ObjectPair.OnlyInDesired(null, member);
    }

    /// <summary>The base arrays are compared as arrays, whatever the order of their bytes in the state.</summary>
    private static IEnumerable<ObjectPair> OfSubclasses(PickleObject actual, PickleObject desired)
    {
        yield return ObjectPair.Of(null, actual.Array, desired.Array);
        foreach (ObjectPair pair in ByName(PartsBesideState(actual), PartsBesideState(desired)))
            yield return pair;
        foreach (ObjectPair pair in InOrder(AttributesOf(actual.State), AttributesOf(desired.State)))
            yield return pair;
    }

    private static IEnumerable<ObjectPart> PartsBesideState(PickleObject described) => ObjectParts.Of(described).Where(part => part.Key is not "state");

    /// <summary>What follows the array's own state, or is next to it.</summary>
    private static IEnumerable<ObjectPart> AttributesOf(object? state)
    {
        if (state is not PickleTuple parts)
            yield break;
        int first = ArrayStateLength;
        if (parts is [PickleTuple inner, ..])
        {
            first = 1;
            for (int i = ArrayStateLength; i < inner.Count; i++)
                yield return Named($"state[0][{i}]", inner[i]);
        }

        for (int i = first; i < parts.Count; i++)
            yield return Named($"state[{i}]", parts[i]);
    }

    private static ObjectPart Named(string name, object? value = null) => new(value, name, IsNamed: true);

    /// <summary>
    /// Keys, or members of a set, that the other value does not have. Python finds some only by identity, NaN and instances, which two files cannot share: those are taken by their content.
    /// </summary>
    private sealed class UnfoundKeys
    {
        private readonly Dictionary<string, Queue<object?>> _byText = [];

        internal UnfoundKeys(IEnumerable<object?> keys)
        {
            foreach (object? key in keys)
            {
                string text = TextOf(key);
                if (!_byText.TryGetValue(text, out Queue<object?>? alike))
                    _byText.Add(text, alike = new Queue<object?>());
                alike.Enqueue(key);
            }
        }

        internal IEnumerable<object?> Rest => _byText.Values.SelectMany(alike => alike);

        /// <summary>Keys that look alike have the same order in both files.</summary>
        internal bool TryTake(object? key, out object? other)
        {
            other = null;
            return _byText.TryGetValue(TextOf(key), out Queue<object?>? alike) && alike.TryPeek(out other) && ObjectValues.AreEqual(key, other) && alike.TryDequeue(out _);
        }

        private static string TextOf(object? key) => new ObjectPart(null, key).Path;
    }
}
