using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>
/// Python's equality and hashes: numbers by value across types; texts, bytes and tuples by content; classes by name; other objects, and NaN, by identity. It does not recurse, so nesting
/// does not exhaust the stack, and it visits shared parts once.
/// </summary>
/// <remarks>Hashes are seeded at random, those of numbers and dates too, so that no file can hold keys that all collide.</remarks>
internal sealed partial class PythonEquality : IEqualityComparer<object>
{
    /// <summary>Characters or bytes of a long value that count as one step.</summary>
    internal const int LengthPerStep = 64;

    /// <summary>For values that are not being read from a file; it has no limit.</summary>
    internal static readonly PythonEquality Instance = new(long.MaxValue);

    private long _stepsLeft;

    /// <summary>Throws after <paramref name="steps"/> comparisons of small values, because hostile files make comparisons expensive.</summary>
    internal PythonEquality(long steps) => _stepsLeft = steps;

    internal void Release() => Volatile.Write(ref _stepsLeft, long.MaxValue);

    internal void Grant(long steps) => _stepsLeft += steps;

    internal bool TrySpend(long steps)
    {
        // Without a limit nothing is written, because several threads may be comparing.
        long left = _stepsLeft;
        return left == long.MaxValue || (_stepsLeft = left - steps) >= 0;
    }

    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x is string text && y is string other)
            return AreEqual(text, other);
        if (x is long a && y is long b)
            return a == b;
        if (x is double c && y is double d)
            return c == d;
        return IsCompound(x) ? IsCompound(y) && new Comparison(this).AreEqual(x!, y!) : !IsCompound(y) && AreEqualLeaves(Plain(x), Plain(y));
    }

    public int GetHashCode(object value) => value is string text ? HashOf(text)
        : value is long whole ? PythonNumber.HashOf(whole)
        : TryGetKnownHash(value, out int known) ? known
        : IsHashableCompound(value) ? HashOfCompound(value)
        : HashOfLeaf(value);

    private static bool IsCompound(object? value) => value is PickleTuple or PickleSlice or List<object?> or PickleDictionary or PickleSet;

    private static bool IsHashableCompound(object value) => value is PickleTuple or PickleSlice or PickleSet { IsFrozen: true };

    private static IEnumerable<object?> PartsOf(object value) => value switch
    {
        PickleTuple tuple => tuple,
        PickleSet set => set,
        PickleSlice slice => [slice.Start, slice.Stop, slice.Step],
        _ => [],
    };

    private static bool TryGetKnownHash(object? value, out int hash)
    {
        hash = value switch
        {
            PickleTuple tuple => tuple.KnownHash,
            PickleSet { IsFrozen: true } set => set.KnownHash,
            PickleSlice slice => slice.KnownHash,
            _ => 0,
        };
        return hash != 0;
    }

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
                if (IsHashableCompound(part) && !TryGetKnownHash(part, out _))
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
            if (result == 0)
                result = 1;
            Keep(value, result);
            if (pending.Count == 0)
                return result;
            found = result;
        }
    }

    private static void Keep(object value, int hash)
    {
        switch (value)
        {
            case PickleTuple tuple:
                tuple.KnownHash = hash;
                break;
            case PickleSet set:
                set.KnownHash = hash;
                break;
            case PickleSlice slice:
                slice.KnownHash = hash;
                break;
        }
    }

    private void Step(long count = 1)
    {
        if (!TrySpend(count))
            PickleThrow.ComparisonsTooLong();
    }

    // Values without parts.

    private bool AreEqualLeaves(object x, object y) => (x, y) switch
    {
        (string a, string b) => AreEqual(a, b),
        (byte[] a, byte[] b) => AreEqual(a, b),
        (List<byte> a, List<byte> b) => AreEqual(CollectionsMarshal.AsSpan(a), CollectionsMarshal.AsSpan(b)),
        (PickleObject a, PickleObject b) => a.IsReference && b.IsReference && AreEqual(a.Module, b.Module) && AreEqual(a.Name, b.Name),
        (NdArray a, NdArray b) => a.PythonClass == PythonArrayClass.Scalar && b.PythonClass == PythonArrayClass.Scalar && IsText(a) && a.DType.Equals(b.DType) && AreEqual(BytesOf(a), BytesOf(b)),
        (PickleRange a, PickleRange b) => AreEqual(a, b),
        (DType a, DType b) => AreEqual(a, b),
        _ => AreEqualNumbers(x, y) ?? (x is ValueType && x.Equals(y)),
    };

    private bool AreEqual(string x, string y)
    {
        if (x.Length != y.Length)
            return false;
        if (x.Length >= LengthPerStep)
            Step(x.Length / LengthPerStep);
        return string.Equals(x, y, StringComparison.Ordinal);
    }

    private bool AreEqual(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        if (x.Length != y.Length)
            return false;
        Step(x.Length / LengthPerStep);
        return x.SequenceEqual(y);
    }

    private bool AreEqual(PickleRange x, PickleRange y)
    {
        Step(LengthOf(x) / LengthPerStep);
        return x.Equals(y);
    }

    private bool AreEqual(DType x, DType y)
    {
        Step(Math.Min(x.FieldCount, y.FieldCount));
        return x.Equals(y);
    }

    /// <summary>Returns null if neither is a number.</summary>
    private bool? AreEqualNumbers(object x, object y)
    {
        if (PythonNumber.IsNaN(x) || PythonNumber.IsNaN(y))
            return false;
        Step(PythonNumber.CostOf(x) + PythonNumber.CostOf(y));
        bool isNumber = PythonNumber.TryOf(x, out PythonNumber a);
        if (isNumber != PythonNumber.TryOf(y, out PythonNumber b))
            return false;
        return isNumber ? a.Equals(b) : null;
    }

    private int HashOfLeaf(object value)
    {
        object plain = Plain(value);
        return plain switch
        {
            string text => HashOf(text),
            byte[] bytes => HashOf(bytes),
            NoneKey => HashCode.Combine(nameof(NoneKey)),
            PickleObject { IsReference: true } named => HashCode.Combine(HashOf(named.Module), HashOf(named.Name)),
            PickleObject described => IdentityOf(described),
            PickleRange range => HashOf(range),
            DateTime moment => HashOf(moment.Ticks, nameof(DateTime)),
            DateTimeOffset moment => HashOf(moment.UtcTicks, nameof(DateTimeOffset)),
            TimeSpan span => HashOf(span.Ticks, nameof(TimeSpan)),
            DateOnly day => HashOf(day.DayNumber, nameof(DateOnly)),
            TimeOnly time => HashOf(time.Ticks, nameof(TimeOnly)),
            DType dtype => HashCode.Combine(dtype.GetHashCode()),
            NdArray { PythonClass: PythonArrayClass.Scalar } scalar when IsText(scalar) => HashOf(BytesOf(scalar)),
            Datetime64 moment => HashCode.Combine(moment.Unit, moment.Multiple, HashOf(moment.Value, nameof(Datetime64))),
            Timedelta64 span => HashCode.Combine(span.Unit, span.Multiple, HashOf(span.Value, nameof(Timedelta64))),
            _ => HashOfNumber(value, plain),
        };
    }

    private int HashOfNumber(object value, object plain)
    {
        // NaN equals only itself, so its hash is that of its identity, as in Python since 3.10.
        if (PythonNumber.IsNaN(plain))
            return IdentityOf(value);
        Step(PythonNumber.CostOf(plain));
        return PythonNumber.TryOf(plain, out PythonNumber number) ? number.GetHashCode() : PickleThrow.NoHash(value);
    }

    private static int HashOf(long number, string type) => HashCode.Combine(type, (int)number, (int)(number >> 32));

    private static int IdentityOf(object value) => HashCode.Combine(RuntimeHelpers.GetHashCode(value));

    private int HashOf(string text)
    {
        if (text.Length >= LengthPerStep)
            Step(text.Length / LengthPerStep);
        return text.GetHashCode(StringComparison.Ordinal);
    }

    private int HashOf(ReadOnlySpan<byte> bytes)
    {
        Step(1 + bytes.Length / LengthPerStep);
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private int HashOf(PickleRange range)
    {
        Step(LengthOf(range) / LengthPerStep);
        return HashCode.Combine(range.Start, range.Stop, range.Step);
    }

    /// <summary>In bytes.</summary>
    private static long LengthOf(PickleRange range) => (range.Start.GetBitLength() + range.Stop.GetBitLength() + range.Step.GetBitLength()) / 8;

    /// <summary>Returns the value of a NumPy scalar, or the scalar itself if it is a record, or text with an invalid code point.</summary>
    private object Plain(object? value)
    {
        if (value is not NdArray { PythonClass: PythonArrayClass.Scalar } scalar)
            return value ?? NoneKey.Instance;
        if (scalar.DType.ItemSize >= LengthPerStep)
            Step(scalar.DType.ItemSize / LengthPerStep);
        return IsText(scalar)
            ? ElementReader.TextOrNull(ref scalar.Memory.At(scalar.Layout.Offset), scalar.DType) ?? (object)scalar
            : scalar.GetValue()!;
    }

    private static bool IsText(NdArray scalar) => scalar.DType.Kind == DTypeKind.String;

    private static ReadOnlySpan<byte> BytesOf(NdArray scalar) => scalar.ToBytes();
}

/// <summary>Represents None as a key, because .NET's dictionaries do not accept null.</summary>
internal sealed class NoneKey
{
    internal static readonly NoneKey Instance = new();

    private NoneKey()
    {
    }

    internal static object Held(object? key) => key ?? Instance;

    internal static object? Shown(object key) => key is NoneKey ? null : key;
}
