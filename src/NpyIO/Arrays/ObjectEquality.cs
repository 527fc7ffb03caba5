using System.Collections;
using System.Runtime.InteropServices;

namespace NpyIO.Arrays;

/// <summary>A value that is compared by its parts.</summary>
internal interface IHasParts
{
    /// <summary>Returns the parts of both values that must be equal, in pairs, or null if the values differ in anything else. The other value has the same type.</summary>
    IEnumerable<(object? Mine, object? Other)>? PairParts(object other);
}

/// <summary>Compares Python objects by value: type and content. Iterative, because a file determines how deep they are nested.</summary>
internal static class ObjectEquality
{
    internal static bool AreEqual(object? left, object? right)
    {
        if (Compare(left, right) is { } known)
            return known;

        var pending = new Stack<(object? Left, object? Right)>();
        // Pairs that are being compared, or have been, count as equal: each then takes one step, however the values refer to each other.
        var joined = new JoinedValues();
        pending.Push((left, right));
        while (pending.TryPop(out (object? Left, object? Right) pair))
        {
            if (!joined.Join(pair.Left!, pair.Right!))
                continue;
            if (Pairs(pair.Left!, pair.Right!) is not { } parts)
                return false;
            foreach ((object? mine, object? other) in parts)
            {
                bool? isEqual = Compare(mine, other);
                if (isEqual == false)
                    return false;
                if (isEqual is null)
                    pending.Push((mine, other));
            }
        }

        return true;
    }

    /// <summary>Returns null if the parts decide.</summary>
    private static bool? Compare(object? left, object? right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left is null || right is null || left.GetType() != right.GetType())
            return false;
        return left switch
        {
            byte[] bytes => bytes.AsSpan().SequenceEqual((byte[])right),
            List<byte> bytes => CollectionsMarshal.AsSpan(bytes).SequenceEqual(CollectionsMarshal.AsSpan((List<byte>)right)),
            Array array => HaveSameLengths(array, (Array)right) ? null : false,
            NdArray { DType.HasObject: true } or IUntypedArray { HoldsObjects: true } => null,
            IHasParts or IList => null,
            _ => left.Equals(right),
        };
    }

    private static IEnumerable<(object? Mine, object? Other)>? Pairs(object left, object right) => (left, right) switch
    {
        (NdArray array, NdArray other) => PairElements(array, other),
        (IUntypedArray array, IUntypedArray other) => array.Shape.SequenceEqual(other.Shape) ? ItemsOf(array).Zip(ItemsOf(other)) : null,
        (IHasParts value, _) => value.PairParts(right),
        (Array array, Array other) => array.Cast<object?>().Zip(other.Cast<object?>()),
        (IList list, IList other) => list.Count == other.Count ? PairItems(list, other) : null,
        _ => null,
    };

    private static bool HaveSameLengths(Array left, Array right)
    {
        for (int axis = 0; axis < left.Rank; axis++)
        {
            if (left.GetLength(axis) != right.GetLength(axis))
                return false;
        }

        return true;
    }

    private static IEnumerable<object?> ItemsOf(IUntypedArray array) => ((IEnumerable)array).Cast<object?>();

    private static IEnumerable<(object? Mine, object? Other)> PairItems(IList left, IList right)
    {
        for (int i = 0; i < left.Count; i++)
            yield return (left[i], right[i]);
    }

    private static IEnumerable<(object? Mine, object? Other)>? PairElements(NdArray left, NdArray right)
    {
        if (!left.DType.Equals(right.DType) || !left.Shape.SequenceEqual(right.Shape))
            return null;
        if (left.DType.IsReference)
            return PairReferences(left, right);
        if (ElementEquality.MustCompareRows(left))
            return left.Rows().Zip<object?, object?>(right.Rows());
        var fields = new List<(object? Mine, object? Other)>();
        foreach (Field field in left.DType.Fields)
            fields.Add((left[field.Name], right[field.Name]));
        return fields;
    }

    private static IEnumerable<(object? Mine, object? Other)> PairReferences(NdArray left, NdArray right)
    {
        var places = new PlaceEnumerator(left.Layout);
        var others = new PlaceEnumerator(right.Layout);
        while (places.MoveNext() && others.MoveNext())
            yield return (ObjectElements.Read(left.Memory, places.Current, left.DType), ObjectElements.Read(right.Memory, others.Current, right.DType));
    }
}
