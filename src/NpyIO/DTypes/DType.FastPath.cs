using NpyIO.DTypes;

namespace NpyIO;

public sealed partial class DType
{
    // One dtype per unit: [kind, unit], native order, multiple 1. The race is benign: equal dtypes are interchangeable.
    private static readonly DType?[] Datetimes = new DType?[(int)DatetimeUnit.Generic + 1];
    private static readonly DType?[] Timedeltas = new DType?[(int)DatetimeUnit.Generic + 1];

    /// <summary>
    /// Returns the dtype of a type string exactly as NumPy writes it (<c>&lt;f8</c>, <c>|S5</c>, <c>&lt;M8[ns]</c>), or null for anything else, which is left
    /// to <see cref="Parse"/>. Does not allocate for numbers.
    /// </summary>
    internal static DType? TryFromTypeString(ReadOnlySpan<byte> latin1)
    {
        if (latin1.Length == 3 && NumberTable.TryFind(latin1, out DType? number))
            return number;
        return TryOthers(latin1);
    }

    private static DType? TryOthers(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3)
            return text.SequenceEqual("|O"u8) ? Object : null;
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

    // As NumPy writes it: '8', or '8[ns]' with a unit but no multiple. Multiples are rare and left to the full parser.
    private static DType? TryTime(DTypeKind kind, ReadOnlySpan<byte> text, ByteOrder order)
    {
        if (text.SequenceEqual("8"u8))
            return TimeOf(kind, DatetimeUnit.Generic, order);
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

    // No sign, no leading zero, at most ten digits, as NumPy writes it.
    private static bool TryWidth(ReadOnlySpan<byte> digits, out int width)
    {
        long value = 0;
        width = 0;
        if (digits.Length > 10 || (digits[0] == '0' && digits.Length > 1))
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
