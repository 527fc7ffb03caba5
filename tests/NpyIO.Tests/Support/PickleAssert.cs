using System.Runtime.CompilerServices;
using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>
/// Compares two graphs of values out of pickles: equal types and contents, dtypes, orders and bytes of arrays, and what is one object in one graph is one in the other. It goes round cycles once.
/// </summary>
internal sealed class PickleAssert
{
    private readonly Dictionary<object, object> _pairs = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _found = new(ReferenceEqualityComparer.Instance);

    internal static void Equal(object? expected, object? actual, string place = "") => new PickleAssert().Same(expected, actual, place);

    private void Same(object? expected, object? actual, string place)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Assert.True(expected?.GetType() == actual?.GetType(), $"{place}: {actual?.GetType()}, not {expected?.GetType()}");
        if (expected is null or string or ValueType or DType or byte[])
        {
            AssertLeaf(expected, actual, place);
            return;
        }

        if (_pairs.TryGetValue(expected, out object? before))
        {
            Assert.True(ReferenceEquals(before, actual), $"{place}: another object");
            return;
        }

        // Tuples that are equal may be one in Python: it makes constants of them.
        Assert.True(_found.Add(actual!) || actual is PickleTuple, $"{place}: the same object as before");
        _pairs.Add(expected, actual!);
        AssertParts(expected, actual!, place);
    }

    private static void AssertLeaf(object? expected, object? actual, string place)
    {
        bool same = (expected, actual) switch
        {
            (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || double.IsNaN(x) && double.IsNaN(y),
            (System.Numerics.Complex x, System.Numerics.Complex y) => x.Equals(y),
            (DateTimeOffset x, DateTimeOffset y) => x.EqualsExact(y),
            (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
            (DType x, DType y) => IsSame(x, y),
            _ => Equals(expected, actual),
        };
        Assert.True(same, $"{place}: {actual}, not {expected}");
    }

    private void AssertParts(object expected, object actual, string place)
    {
        switch (expected)
        {
            case NdArray array:
                AssertArray(array, (NdArray)actual, place);
                break;
            case MaskedArray masked:
                var other = (MaskedArray)actual;
                Same(masked.Data, other.Data, place + ".data");
                Same(masked.Mask, other.Mask, place + ".mask");
                Same(masked.FillValue, other.FillValue, place + ".fill_value");
                break;
            case PickleDictionary dictionary:
                AssertDictionary(dictionary, (PickleDictionary)actual, place);
                break;
            case PickleSet set:
                Assert.True(set.IsFrozen == ((PickleSet)actual).IsFrozen && set.Count == ((PickleSet)actual).Count && set.All(((PickleSet)actual).Contains), place);
                break;
            case PickleSlice slice:
                Same(slice.Start, ((PickleSlice)actual).Start, place);
                Same(slice.Stop, ((PickleSlice)actual).Stop, place);
                Same(slice.Step, ((PickleSlice)actual).Step, place);
                break;
            case PickleObject named:
                Assert.True(named.IsReference && ((PickleObject)actual).IsReference && named.Name == ((PickleObject)actual).Name, $"{place}: {actual}, not {named}");
                break;
            case List<byte> bytes:
                Assert.True(bytes.SequenceEqual((List<byte>)actual), place);
                break;
            case IReadOnlyList<object?> list:
                AssertItems(list, (IReadOnlyList<object?>)actual, place);
                break;
            default:
                Assert.True(expected.Equals(actual), $"{place}: {actual}, not {expected}");
                break;
        }
    }

    private void AssertItems(IReadOnlyList<object?> expected, IReadOnlyList<object?> actual, string place)
    {
        Assert.True(expected.Count == actual.Count, $"{place}: {actual.Count} items, not {expected.Count}");
        for (int i = 0; i < expected.Count; i++)
            Same(expected[i], actual[i], $"{place}[{i}]");
    }

    private void AssertDictionary(PickleDictionary expected, PickleDictionary actual, string place)
    {
        Assert.True(expected.Kind == actual.Kind, $"{place}: {actual}, not {expected}");
        Same(expected.DefaultFactory, actual.DefaultFactory, place + ".default_factory");
        AssertItems([.. expected.Keys], [.. actual.Keys], place + " keys");
        foreach ((object? key, object? value) in expected)
            Same(value, actual[key], $"{place}[{key}]");
    }

    private void AssertArray(NdArray expected, NdArray actual, string place)
    {
        Assert.True(IsSame(expected.DType, actual.DType), $"{place}: {actual.DType}, not {expected.DType}");
        Assert.True(expected.PythonClass == actual.PythonClass && expected.Shape.SequenceEqual(actual.Shape), $"{place}: {actual}, not {expected}");
        Assert.True(expected.IsCContiguous == actual.IsCContiguous && expected.IsFortranContiguous == actual.IsFortranContiguous, $"{place}: in another order");
        if (!expected.DType.HasObject)
            Assert.True(expected.ToBytes(Order.C).AsSpan().SequenceEqual(actual.ToBytes(Order.C)), $"{place}: other bytes");
        else if (expected.DType.IsStruct)
            AssertFields(expected, actual, place);
        else
            AssertItems(expected.ToArray<object?>(), actual.ToArray<object?>(), place);
    }

    private void AssertFields(NdArray expected, NdArray actual, string place)
    {
        foreach (Field field in expected.DType.Fields)
        {
            (NdArray mine, NdArray other) = (expected[field.Name], actual[field.Name]);
            if (mine.DType is { HasObject: true, IsStruct: true })
                AssertFields(mine, other, $"{place}.{field.Name}");
            else if (field.DType.HasObject)
                AssertItems(mine.ToArray<object?>(), other.ToArray<object?>(), $"{place}.{field.Name}");
            else
                Assert.True(mine.ToBytes().AsSpan().SequenceEqual(other.ToBytes()), $"{place}.{field.Name}: other bytes");
        }
    }

    private static bool IsSame(DType x, DType y) => x.Equals(y) && x.IsAlignedStruct == y.IsAlignedStruct && x.ToString() == y.ToString();
}
