using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

// Values without parts.
internal sealed partial class PythonEquality
{
    private bool AreEqualLeaves(object x, object y) => (x, y) switch
    {
        (string a, string b) => AreEqual(a, b),
        (byte[] a, byte[] b) => AreEqual(a, b),
        (List<byte> a, List<byte> b) => AreEqual(CollectionsMarshal.AsSpan(a), CollectionsMarshal.AsSpan(b)),
        (PickleObject a, PickleObject b) => a.IsReference && b.IsReference && AreEqual(a.Module, b.Module) && AreEqual(a.Name, b.Name),
        (NdArray a, NdArray b) => a.Class == PythonArrayClass.Scalar && b.Class == PythonArrayClass.Scalar && IsText(a) && a.DType.Equals(b.DType) && AreEqual(BytesOf(a), BytesOf(b)),
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

    /// <summary>Whether two values are numerically equal; null if neither is a number.</summary>
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
            NdArray { Class: PythonArrayClass.Scalar } scalar when IsText(scalar) => HashOf(BytesOf(scalar)),
            Datetime64 moment => HashCode.Combine(moment.Unit, moment.Multiple, HashOf(moment.Value, nameof(Datetime64))),
            Timedelta64 span => HashCode.Combine(span.Unit, span.Multiple, HashOf(span.Value, nameof(Timedelta64))),
            _ => HashOfNumber(value, plain),
        };
    }

    /// <summary>Hashes a number. NaN equals only itself, so its hash is that of its identity, as in Python since 3.10.</summary>
    private int HashOfNumber(object value, object plain)
    {
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

    /// <summary>Returns the length of the numbers of a range, in bytes.</summary>
    private static long LengthOf(PickleRange range) => (range.Start.GetBitLength() + range.Stop.GetBitLength() + range.Step.GetBitLength()) / 8;

    /// <summary>Returns the value of a NumPy scalar, or the scalar itself if it is a record, or text with an invalid code point.</summary>
    private object Plain(object? value)
    {
        if (value is not NdArray { Class: PythonArrayClass.Scalar } scalar)
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
