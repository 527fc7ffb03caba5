using System.Diagnostics.CodeAnalysis;

namespace NpyIO.DTypes;

/// <summary>Parses type strings like <c>np.dtype(text)</c> (<c>_convert_from_str</c> in descriptor.c).</summary>
internal static class TypeStringParser
{
    /// <summary>Parses a type string, or a comma string. <paramref name="offset"/> is its position, for errors.</summary>
    internal static DType Parse(ReadOnlySpan<char> text, long offset) =>
        CommaStringParser.IsCommaString(text) ? CommaStringParser.Parse(text, offset) : ParseSimple(text, offset);

    internal static DType ParseSimple(ReadOnlySpan<char> text, long offset)
    {
        ReadOnlySpan<char> body = SplitByteOrder(text, out ByteOrder order);
        if (body.IsEmpty)
            DTypeThrow.NotADType(text, offset);
        if (TryParseTime(body, text, order, offset, out DType? time))
            return time;
        if (body.Length == 1)
            return FindCode(text, body[0], order, offset);
        if (CInteger.Parse(body[1..], out long size) == body.Length - 1)
            return Sized(text, body[0], size, order, offset);

        // Names have no byte order.
        return TypeNames.Find(text) ?? Refuse(text, offset);
    }

    private static ReadOnlySpan<char> SplitByteOrder(ReadOnlySpan<char> text, out ByteOrder order)
    {
        order = DType.NativeOrder;
        if (text.IsEmpty || text[0] is not ('<' or '>' or '=' or '|'))
            return text;
        if (text[0] is '<' or '>')
            order = (ByteOrder)text[0];
        return text[1..];
    }

    private static DType FindCode(ReadOnlySpan<char> text, char code, ByteOrder order, long offset)
    {
        if (code == 'T')
            return DType.StringDType();
        return TypeNames.FindCode(code)?.WithByteOrder(order) ?? Refuse(text, offset);
    }

    private static DType Sized(ReadOnlySpan<char> text, char kind, long size, ByteOrder order, long offset)
    {
        int unit = kind == 'U' ? 4 : 1;
        if (size is < 0 || size > int.MaxValue / unit)
            DTypeThrow.BadItemSize(text, size, offset);
        return kind switch
        {
            'S' or 'a' => DType.Bytes((int)size),
            'U' => DType.String((int)size, order),
            'V' => DType.Void((int)size),
            'O' when size is 4 or 8 => DType.Object,
            'b' or 'i' or 'u' or 'f' or 'c' => DType.Number((DTypeKind)kind, (int)size, order) ?? Refuse(text, offset),
            _ => TypeNames.Find(text) ?? Refuse(text, offset),
        };
    }

    private static bool TryParseTime(ReadOnlySpan<char> body, ReadOnlySpan<char> text, ByteOrder order, long offset, [NotNullWhen(true)] out DType? dtype)
    {
        dtype = null;
        DTypeKind kind = body[0] == 'M' || body.StartsWith("datetime64") ? DTypeKind.Datetime : DTypeKind.Timedelta;
        int length = body.StartsWith("M8") || body.StartsWith("m8") ? 2
            : body.StartsWith("datetime64") ? "datetime64".Length
            : body.StartsWith("timedelta64") ? "timedelta64".Length
            : 0;
        if (length == 0)
            return false;
        if (!DatetimeUnits.TryParseSuffix(body[length..], out DatetimeUnit unit, out int multiple))
            DTypeThrow.BadDatetimeUnit(text, body[length..], offset);
        dtype = DType.Time(kind, unit, multiple, order);
        return true;
    }

    // Name the long doubles of other platforms in the error, so that nobody mistakes their bytes for x87's.
    [DoesNotReturn]
    private static DType Refuse(ReadOnlySpan<char> text, long offset)
    {
        ReadOnlySpan<char> body = SplitByteOrder(text, out _);
        if (body is "f12" or "c24" or "f10" or "c20" or "float80" or "float96" or "complex160" or "complex192")
            DTypeThrow.ForeignLongDouble(text, offset);
        return DTypeThrow.NotADType(text, offset);
    }
}
