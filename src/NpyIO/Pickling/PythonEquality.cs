using System.Runtime.CompilerServices;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>
/// Equality and hashes of values as Python has them: numbers by their value whatever their type, texts, bytes and tuples by their content, classes by their name, other objects by
/// identity. Nothing here calls itself, so that no nesting exhausts the stack, and shared parts are looked at once.
/// </summary>
/// <remarks>Hashes are seeded at random, also those of numbers and dates, so that no file can hold keys that all collide.</remarks>
internal sealed partial class PythonEquality : IEqualityComparer<object>
{
    /// <summary>The one for values that are not being read from a file.</summary>
    internal static readonly PythonEquality Instance = new(long.MaxValue);

    /// <summary>How much of a text or of bytes is hashed in the time that another value takes, in characters or bytes.</summary>
    private const int LengthPerStep = 64;

    private long _stepsLeft;

    /// <summary>A comparer that works for a while.</summary>
    /// <param name="steps">How many values it looks at before it throws. Hostile files make comparing expensive: this bounds it.</param>
    internal PythonEquality(long steps) => _stepsLeft = steps;

    /// <summary>From now on it works as long as it takes.</summary>
    internal void Release() => Volatile.Write(ref _stepsLeft, long.MaxValue);

    /// <summary>Grants some steps more, for content that has been read.</summary>
    internal void Grant(long steps) => _stepsLeft += steps;

    /// <summary>Whether two values are equal.</summary>
    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x is string text && y is string other)
            return string.Equals(text, other, StringComparison.Ordinal);
        return new Comparison(this).AreEqual(x, y);
    }

    /// <summary>A hash that equal values share.</summary>
    /// <exception cref="ArgumentException">The value has none in Python.</exception>
    public int GetHashCode(object value) => value is string text ? HashOfText(text)
        : value is long whole ? PythonNumber.HashOf(whole)
        : value is PickleTuple { KnownHash: { } known } ? known
        : IsCompound(value) ? HashOfCompound(value)
        : HashOfLeaf(value);

    private static bool IsCompound(object value) => value is PickleTuple or PickleSlice or PickleSet { IsFrozen: true };

    private int HashOfLeaf(object value) => value switch
    {
        string text => HashOfText(text),
        byte[] bytes => HashOfBytes(bytes),
        NoneKey => HashCode.Combine(nameof(NoneKey)),
        PickleObject { IsReference: true } named => HashCode.Combine(named.Module, named.Name),
        PickleObject described => HashCode.Combine(RuntimeHelpers.GetHashCode(described)),
        PickleDecimal number => number.Text.GetHashCode(StringComparison.Ordinal),
        PickleFraction number => HashCode.Combine(number.Numerator, number.Denominator),
        PickleRange range => HashCode.Combine(range.Start, range.Stop, range.Step),
        DateTime moment => HashCode.Combine(moment.Ticks),
        DateTimeOffset moment => HashCode.Combine(moment.UtcTicks),
        TimeSpan span => HashCode.Combine(span.Ticks),
        DateOnly day => HashCode.Combine(day.DayNumber),
        TimeOnly time => HashCode.Combine(time.Ticks),
        DType dtype => HashCode.Combine(dtype.GetHashCode()),
        NdArray { Class: ArrayClass.Scalar } scalar => scalar.GetValue() is NdArray ? Throw.NoHash(value) : HashOfLeaf(scalar.GetValue()!),
        Datetime64 moment => HashCode.Combine(moment.Value),
        Timedelta64 span => HashCode.Combine(span.Value),
        _ => PythonNumber.TryOf(value, out PythonNumber number) ? number.GetHashCode() : Throw.NoHash(value),
    };

    private int HashOfText(string text)
    {
        if (text.Length >= LengthPerStep)
            Step(text.Length / LengthPerStep);
        return text.GetHashCode(StringComparison.Ordinal);
    }

    private int HashOfBytes(ReadOnlySpan<byte> bytes)
    {
        Step(1 + bytes.Length / LengthPerStep);
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary>The parts of a value that is equal to another when its parts are.</summary>
    private static IEnumerable<object?> PartsOf(object value) => value switch
    {
        PickleTuple tuple => tuple,
        PickleSet set => set,
        PickleSlice slice => [slice.Start, slice.Stop, slice.Step],
        _ => [],
    };

    private static bool TryGetKnownHash(object? value, out int hash)
    {
        int? known = value switch
        {
            PickleTuple tuple => tuple.KnownHash,
            PickleSet set => set.KnownHash,
            _ => null,
        };
        hash = known ?? 0;
        return known is not null;
    }

    /// <summary>Hashes of compounds, the inner ones first; those of tuples and sets are kept.</summary>
    private int HashOfCompound(object root)
    {
        var pending = new Stack<(object Value, IEnumerator<object?> Parts, HashCode Ordered, int Sum)>();
        pending.Push((root, PartsOf(root).GetEnumerator(), default, 0));
        int? found = null;
        while (true)
        {
            (object value, IEnumerator<object?> parts, HashCode ordered, int sum) = pending.Pop();
            if (found is { } inner)
            {
                ordered.Add(inner);
                sum += inner;
                found = null;
            }

            bool descends = false;
            while (!descends && parts.MoveNext())
            {
                Step();
                object part = parts.Current ?? NoneKey.Instance;
                if (IsCompound(part) && !TryGetKnownHash(part, out _))
                {
                    pending.Push((value, parts, ordered, sum));
                    pending.Push((part, PartsOf(part).GetEnumerator(), default, 0));
                    descends = true;
                    continue;
                }

                int hash = TryGetKnownHash(part, out int known) ? known : HashOfLeaf(part);
                ordered.Add(hash);
                sum += hash;
            }

            if (descends)
                continue;

            // The order of a set's members does not matter.
            int result = value is PickleSet ? HashCode.Combine(nameof(PickleSet), sum) : ordered.ToHashCode();
            if (value is PickleTuple tuple)
                tuple.KnownHash = result;
            else if (value is PickleSet set)
                set.KnownHash = result;
            if (pending.Count == 0)
                return result;
            found = result;
        }
    }

    private void Step(int count = 1)
    {
        if ((_stepsLeft -= count) < 0)
            Throw.ComparisonsTooLong();
    }
}
