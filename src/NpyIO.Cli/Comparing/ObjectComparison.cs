using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Comparing;

/// <summary>Compares unpickled values: arrays like any other, everything else by type and content, each under its path.</summary>
internal sealed class ObjectComparison(CompareOptions options)
{
    private readonly List<FoundDifference> _found = [];
    private readonly HashSet<(object, object)> _seen = [];

    // Iterative, because a file determines how deep values are nested.
    private readonly Stack<(string Path, object? Actual, object? Desired)> _open = [];

    internal IReadOnlyList<FoundDifference> Run(object? actual, object? desired)
    {
        _open.Push(("", actual, desired));
        while (_open.TryPop(out (string Path, object? Actual, object? Desired) pair))
            Compare(pair.Path, pair.Actual, pair.Desired);
        return _found;
    }

    private void Compare(string path, object? actual, object? desired)
    {
        if (ArrayOf(actual) is { } array && ArrayOf(desired) is { } other)
            CompareArrays(path, array, other);
        else if (!HasPaths(actual) || !HasPaths(desired) || actual!.GetType() != desired!.GetType() || ObjectKind(actual) != ObjectKind(desired))
            CompareValues(path, actual, desired);
        else if (_seen.Add((new Reference(actual), new Reference(desired))))
            CompareParts(path, actual, desired);
    }

    private void CompareArrays(string path, NdArray actual, NdArray desired)
    {
        ArrayDifference difference = NdArray.Compare(actual, desired, options);
        if (!difference.IsEmpty)
            _found.Add(new FoundDifference(path, FoundKind.Array, difference, difference.ToString()));
    }

    private void CompareValues(string path, object? actual, object? desired)
    {
        // An array of objects compares them by type and content.
        if (!NdArray.FromObjects((object?[])[actual]).Equals(NdArray.FromObjects((object?[])[desired])))
            _found.Add(new FoundDifference(path, FoundKind.Value, null, $"{ObjectText.Of(actual)} (ACTUAL), {ObjectText.Of(desired)} (DESIRED)"));
    }

    private void CompareParts(string path, object actual, object desired)
    {
        var others = new Dictionary<string, ObjectPart>();
        foreach (ObjectPart part in ObjectParts.Of(desired).Where(part => !part.IsKey))
            others.TryAdd(part.Path, part);
        var both = new List<(string Path, object? Actual, object? Desired)>();
        foreach (ObjectPart part in ObjectParts.Of(actual).Where(part => !part.IsKey))
        {
            if (others.Remove(part.Path, out ObjectPart other))
                both.Add((path + part.Path, part.Value, other.Value));
            else
                _found.Add(new FoundDifference(path + part.Path, FoundKind.OnlyInActual, null, $"{ObjectText.Of(part.Value)} (ACTUAL), nothing (DESIRED)"));
        }

        foreach (ObjectPart part in others.Values)
            _found.Add(new FoundDifference(path + part.Path, FoundKind.OnlyInDesired, null, $"nothing (ACTUAL), {ObjectText.Of(part.Value)} (DESIRED)"));
        for (int i = both.Count - 1; i >= 0; i--)
            _open.Push(both[i]);
    }

    // The elements of a set have no path.
    private static bool HasPaths(object? value) => value is not PickleSet && ObjectParts.IsCompound(value);

    /// <summary>What a value is beside its parts: of an instance, its class.</summary>
    private static string ObjectKind(object value) => value is PickleObject ? ObjectText.Of(value) : "";

    private static NdArray? ArrayOf(object? value) => value as NdArray ?? (value as PickleObject)?.Array;

    /// <summary>Two are equal if they refer to the same object.</summary>
    private sealed class Reference(object value)
    {
        private readonly object _value = value;

        public override bool Equals(object? obj) => obj is Reference other && ReferenceEquals(_value, other._value);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_value);
    }
}
