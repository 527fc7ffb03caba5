using NpyIO.DTypes;

namespace NpyIO;

public sealed partial class DType
{
    // One dtype per unit: [kind, unit], native order, multiple 1. Benign races: two equal dtypes are as good as one.
    private static readonly DType?[] Datetimes = new DType?[(int)DatetimeUnit.Generic + 1];
    private static readonly DType?[] Timedeltas = new DType?[(int)DatetimeUnit.Generic + 1];

    /// <summary>
    /// The dtype of a type string exactly as NumPy writes it (<c>&lt;f8</c>, <c>|S5</c>, <c>&lt;M8[ns]</c>), or null for anything else, which is then
    /// for <see cref="Parse"/>. Allocates nothing for numbers.
    /// </summary>
    internal static DType? TryFromTypeString(ReadOnlySpan<byte> latin1)
    {
        if (latin1.Length == 3)
            return TryThree(latin1[0], (latin1[1] << 8) | latin1[2]);
        if (latin1.Length == 2)
            return latin1.SequenceEqual("|O"u8) ? Object : null;
        return latin1.Length > 3 ? TryLong(latin1) : null;
    }

    private static DType? TryThree(byte order, int kindAndSize)
    {
        if (order == '|')
        {
            return kindAndSize switch
            {
                ('b' << 8) | '1' => Bool,
                ('i' << 8) | '1' => Int8,
                ('u' << 8) | '1' => UInt8,
                >= ('S' << 8) + '0' and <= ('S' << 8) + '9' => Bytes((kindAndSize & 0xFF) - '0'),
                >= ('V' << 8) + '0' and <= ('V' << 8) + '9' => Void((kindAndSize & 0xFF) - '0'),
                _ => null,
            };
        }

        if (order != (byte)ByteOrder.LittleEndian && order != (byte)ByteOrder.BigEndian)
            return null;
        bool native = order == (byte)NativeOrder;
        return kindAndSize switch
        {
            ('f' << 8) | '8' => native ? Float64 : Float64Swapped,
            ('f' << 8) | '4' => native ? Float32 : Float32Swapped,
            ('i' << 8) | '8' => native ? Int64 : Int64Swapped,
            ('i' << 8) | '4' => native ? Int32 : Int32Swapped,
            ('i' << 8) | '2' => native ? Int16 : Int16Swapped,
            ('u' << 8) | '8' => native ? UInt64 : UInt64Swapped,
            ('u' << 8) | '4' => native ? UInt32 : UInt32Swapped,
            ('u' << 8) | '2' => native ? UInt16 : UInt16Swapped,
            ('f' << 8) | '2' => native ? Float16 : Float16Swapped,
            ('c' << 8) | '8' => native ? Complex64 : Complex64Swapped,
            ('M' << 8) | '8' => TimeOf(DTypeKind.Datetime, DatetimeUnit.Generic, (ByteOrder)order),
            ('m' << 8) | '8' => TimeOf(DTypeKind.Timedelta, DatetimeUnit.Generic, (ByteOrder)order),
            >= ('U' << 8) + '0' and <= ('U' << 8) + '9' => String((kindAndSize & 0xFF) - '0', (ByteOrder)order),
            _ => null,
        };
    }

    private static DType? TryLong(ReadOnlySpan<byte> text)
    {
        var order = (ByteOrder)text[0];
        if (order is not (ByteOrder.LittleEndian or ByteOrder.BigEndian or ByteOrder.NotApplicable))
            return null;
        byte kind = text[1];
        ReadOnlySpan<byte> rest = text[2..];
        bool hasOrder = order != ByteOrder.NotApplicable;
        if (kind is (byte)'M' or (byte)'m')
            return hasOrder ? TryTime((DTypeKind)kind, rest, order) : null;
        if (!TryWidth(rest, out int width))
            return null;
        return kind switch
        {
            (byte)'S' when !hasOrder => Bytes(width),
            (byte)'V' when !hasOrder => Void(width),
            (byte)'U' when hasOrder && width <= int.MaxValue / 4 => String(width, order),
            (byte)'c' or (byte)'f' when hasOrder => Number((DTypeKind)kind, width, order),
            _ => null,
        };
    }

    // As NumPy writes it: '8' and a unit without a multiple, '8[ns]'. Multiples are rare and take the full parser.
    private static DType? TryTime(DTypeKind kind, ReadOnlySpan<byte> text, ByteOrder order)
    {
        if (text.Length is not (4 or 5) || text[0] != '8' || text[1] != '[' || text[^1] != ']')
            return null;
        Span<char> name = [(char)text[2], (char)text[3]];
        return DatetimeUnits.TryParse(name[..(text.Length - 3)], out DatetimeUnit unit) ? TimeOf(kind, unit, order) : null;
    }

    private static DType TimeOf(DTypeKind kind, DatetimeUnit unit, ByteOrder order)
    {
        if (order != NativeOrder)
            return Time(kind, unit, 1, order);
        return (kind == DTypeKind.Datetime ? Datetimes : Timedeltas)[(int)unit] ??= Time(kind, unit, 1, order);
    }

    // No sign, no leading zero, no more than ten digits: NumPy writes none.
    private static bool TryWidth(ReadOnlySpan<byte> digits, out int width)
    {
        long value = 0;
        width = 0;
        if (digits.Length > 10 || digits[0] == '0')
            return false;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = (value * 10) + (digit - '0');
        }

        width = (int)Math.Min(value, int.MaxValue);
        return value <= int.MaxValue;
    }
}
