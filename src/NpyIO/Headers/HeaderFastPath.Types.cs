using NpyIO.DTypes;

namespace NpyIO.Headers;

/// <summary>Type strings as <c>dtype.str</c> spells them: byte order, kind, size, unit.</summary>
internal static partial class HeaderFastPath
{
    /// <summary>The most digits of a size that surely fits an int.</summary>
    private const int SafeSizeDigits = 9;

    /// <summary>The longest unit of a date that is read here, <c>[2147483647ns]</c>.</summary>
    private const int MaxSuffixLength = 14;

    /// <summary>Reads a type string; null when it is not spelled as NumPy does.</summary>
    private static DType? ReadType(ReadOnlySpan<byte> type)
    {
        if (type.Length < 2 || type[0] is not ((byte)'<' or (byte)'>' or (byte)'|'))
            return null;
        ByteOrder order = (ByteOrder)type[0];
        char kind = (char)type[1];
        if (kind == 'O')
            return type.Length == 2 && order == ByteOrder.NotApplicable ? DType.Object : null;
        if (!TryReadSize(type[2..], out int size, out int digits))
            return null;
        ReadOnlySpan<byte> suffix = type[(2 + digits)..];
        bool isTime = kind is 'M' or 'm';
        bool isByteSized = kind is 'S' or 'V' || (size == 1 && kind != 'U' && !isTime);
        if (isByteSized != (order == ByteOrder.NotApplicable) || (!suffix.IsEmpty && !isTime))
            return null;
        return kind switch
        {
            'b' or 'i' or 'u' or 'f' or 'c' => DType.Number((DTypeKind)kind, size, order),
            'S' => DType.Bytes(size),
            'V' => DType.Void(size),
            'U' when size <= int.MaxValue / 4 => DType.String(size, order),
            'M' or 'm' when size == 8 => ReadTime((DTypeKind)kind, suffix, order),
            _ => null,
        };
    }

    private static bool TryReadSize(ReadOnlySpan<byte> text, out int size, out int digits)
    {
        size = 0;
        digits = 0;
        while (digits < text.Length && (uint)(text[digits] - '0') <= 9 && digits <= SafeSizeDigits)
            size = size * 10 + (text[digits++] - '0');
        return digits is > 0 and <= SafeSizeDigits && (text[0] != '0' || digits == 1);
    }

    private static DType? ReadTime(DTypeKind kind, ReadOnlySpan<byte> suffix, ByteOrder order)
    {
        if (suffix.Length > MaxSuffixLength)
            return null;
        Span<char> text = stackalloc char[MaxSuffixLength];
        for (int i = 0; i < suffix.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit((char)suffix[i]) && suffix[i] is not ((byte)'[' or (byte)']'))
                return null;
            text[i] = (char)suffix[i];
        }

        return DatetimeUnits.TryParseSuffix(text[..suffix.Length], out DatetimeUnit unit, out int multiple)
            ? DType.Time(kind, unit, multiple, order)
            : null;
    }
}
