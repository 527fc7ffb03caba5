using System.Numerics;
using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Comparing;

/// <summary>Compares unpickled values: arrays and numbers by the options, everything else by type and content, each under its path.</summary>
internal sealed class ObjectComparison(CompareOptions options, FoundDifferences found)
{
    private readonly HashSet<(object, object)> _seen = new(new PairIdentity());

    // Iterative, because a file determines how deep values are nested.
    private readonly Stack<(ObjectStep? Step, IEnumerator<ObjectPair> Pairs)> _open = [];

    internal void Run(object? actual, object? desired)
    {
        Compare(null, null, actual, desired);
        while (_open.TryPeek(out (ObjectStep? Step, IEnumerator<ObjectPair> Pairs) top))
        {
            if (top.Pairs.MoveNext())
                Compare(top.Step, top.Pairs.Current);
            else
                _open.Pop();
        }
    }

    private void Compare(ObjectStep? step, ObjectPair pair)
    {
        switch (pair.Kind)
        {
            case FoundKind.OnlyInActual:
                Add(pair.Kind, step, pair.Place, () => $"{ObjectText.Of(pair.Actual)} (ACTUAL), nothing (DESIRED)");
                break;
            case FoundKind.OnlyInDesired:
                Add(pair.Kind, step, pair.Place, () => $"nothing (ACTUAL), {ObjectText.Of(pair.Desired)} (DESIRED)");
                break;
            default:
                Compare(step, pair.Place, pair.Actual, pair.Desired);
                break;
        }
    }

    private void Compare(ObjectStep? step, ObjectPart? place, object? actual, object? desired)
    {
        if (ReferenceEquals(actual, desired) && actual is null)
            return;
        if (actual is long whole && desired is long otherWhole && whole == otherWhole || actual is double real && desired is double otherReal && real == otherReal)
            return;   // nearly all leaves of large files

        bool isSameType = ObjectValues.TypeOf(actual) == ObjectValues.TypeOf(desired);
        if ((isSameType || !options.Strict) && ObjectValues.ArrayOf(actual) is { } array && ObjectValues.ArrayOf(desired) is { } other)
            CompareArrays(step, place, actual!, desired!, array, other);
        else if (isSameType && HasParts(actual))
            Open(step, place, actual!, desired!);
        else if (!isSameType || !ObjectValues.AreEqual(actual, desired))
            Add(FoundKind.Value, step, place, () => ObjectValues.Describe(actual, desired));
    }

    private void CompareArrays(ObjectStep? step, ObjectPart? place, object actual, object desired, NdArray array, NdArray other)
    {
        ArrayDifference difference = NdArray.Compare(array, other, options);
        if (difference.IsEmpty)
            return;
        if (actual is NdArray && desired is NdArray)
            found.Add(() => new FoundDifference(ObjectPlaces.TextOf(step, place), FoundKind.Array, difference, difference.ToString()));
        else if (!AreClose(actual, desired))
            Add(FoundKind.Value, step, place, () => ObjectValues.Describe(actual, desired));
    }

    // Arrays of objects, as which integers beyond 64 bits compare, know no tolerance.
    private bool AreClose(object actual, object desired)
    {
        if ((actual is not BigInteger && desired is not BigInteger) || ObjectValues.WholeOf(actual) is not { } number || ObjectValues.WholeOf(desired) is not { } other)
            return false;
        double tolerance = options.Atol + options.Rtol * Math.Abs((double)other);
        return double.IsFinite(tolerance) && (double)BigInteger.Abs(number - other) <= tolerance;
    }

    private void Open(ObjectStep? step, ObjectPart? place, object actual, object desired)
    {
        if (!_seen.Add((actual, desired)))
            return;
        if (actual is PickleObject described && desired is PickleObject other && (described.IsNew, described.Array is null) != (other.IsNew, other.Array is null))
            Add(FoundKind.Value, step, place, () => "objects made in two ways");
        else
            _open.Push((place is { } part ? new ObjectStep(step, part) : step, ObjectPairs.Of(actual, desired).GetEnumerator()));
    }

    private void Add(FoundKind kind, ObjectStep? step, ObjectPart? place, Func<string> describe) =>
        found.Add(() => new FoundDifference(ObjectPlaces.TextOf(step, place), kind, null, describe()));

    private static bool HasParts(object? value) => value is not NdArray && ObjectParts.IsCompound(value);

    /// <summary>Two pairs are equal if they refer to the same objects.</summary>
    private sealed class PairIdentity : IEqualityComparer<(object, object)>
    {
        public bool Equals((object, object) x, (object, object) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((object, object) pair) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item1), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
