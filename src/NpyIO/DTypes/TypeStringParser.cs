using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NpyIO.DTypes;

/// <summary>Parses type strings like <c>np.dtype(text)</c> (<c>_convert_from_str</c> in descriptor.c).</summary>
internal static class TypeStringParser
{
    /// <summary><paramref name="offset"/> is the position of the text, for errors.</summary>
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

/// <summary>Parses comma strings, <c>i4,(2,3)f8</c>, and repeated types, <c>2f4</c>, like NumPy's <c>_commastring</c> and <c>_convert_from_list</c>.</summary>
internal static class CommaStringParser
{
    internal static bool IsCommaString(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> body = text;
        if (text.Length > 1 && IsOrder(text[0]))
            body = text[1..];
        if (!body.IsEmpty && (char.IsAsciiDigit(body[0]) || body.StartsWith("()")))
            return true;
        int brackets = 0;
        foreach (char c in text)
        {
            if (c == ',' && brackets == 0)
                return true;
            brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
        }

        return false;
    }

    internal static DType Parse(ReadOnlySpan<char> text, long offset)
    {
        var items = new List<DType>();
        bool isList = false, isRepeated = false;
        int position = 0;
        while (position < text.Length)
        {
            items.Add(ParseItem(text, ref position, items.Count + 1, offset, out isRepeated));
            if (position == text.Length)
                break;
            int space = position;
            SkipSpace(text, ref position);
            if (position == text.Length)
                break;
            if (text[position] != ',')
                DTypeThrow.BadCommaString(text, items.Count, offset + space);
            position++;
            SkipSpace(text, ref position);
            isList = true;
        }

        if (!isList)
            return isRepeated ? items[0] : DTypeThrow.NotADType(text, offset);
        var fields = new Field[items.Count];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = new Field($"f{i}", items[i]);
        return StructBuilder.TryBuild(fields, itemSize: null, align: false, out string? problem) ?? DTypeThrow.BadStruct(problem!, offset);
    }

    // One item: order, count, order, type. NumPy's format_re matches each part greedily.
    private static DType ParseItem(ReadOnlySpan<char> text, ref int position, int number, long offset, out bool isRepeated)
    {
        int start = position;
        char first = TakeOrder(text, ref position);
        ReadOnlySpan<char> count = TakeCount(text, ref position);
        char second = TakeOrder(text, ref position);
        ReadOnlySpan<char> type = TakeType(text, ref position);
        if (type.IsEmpty)
            DTypeThrow.BadCommaString(text, number, offset + start);
        char order = Resolve(first, second);
        if (order == '!')
            DTypeThrow.InconsistentByteOrder(text[start..position], offset + start);
        string typeString = order == '\0' ? type.ToString() : $"{order}{type}";
        isRepeated = !count.IsEmpty;

        // The type after a count can itself start with a count, '(2,)3i4'. The inner one takes all digits, so this does not recurse further.
        return isRepeated
            ? CountParser.Apply(TypeStringParser.Parse(typeString, offset + start), count, offset + start)
            : TypeStringParser.ParseSimple(typeString, offset + start);
    }

    private static char TakeOrder(ReadOnlySpan<char> text, ref int position) =>
        position < text.Length && IsOrder(text[position]) ? text[position++] : '\0';

    private static ReadOnlySpan<char> TakeCount(ReadOnlySpan<char> text, ref int position)
    {
        int start = position;
        Skip(text, ref position, ' ');
        if (position < text.Length && text[position] == '(')
            position++;
        while (position < text.Length && (text[position] is ' ' or ',' || char.IsAsciiDigit(text[position])))
            position++;
        if (position < text.Length && text[position] == ')')
            position++;
        Skip(text, ref position, ' ');
        return text[start..position];
    }

    private static ReadOnlySpan<char> TakeType(ReadOnlySpan<char> text, ref int position)
    {
        int start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '.' or '?'))
            position++;
        int end = position;
        if (end < text.Length && text[end] == '[')
        {
            for (end++; end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is ',' or '.');)
                end++;
            if (end < text.Length && text[end] == ']' && end > position + 1)
                position = end + 1;
        }

        return text[start..position];
    }

    /// <summary>Returns <c>!</c> if the orders before and after a count differ, and NUL if the result is native.</summary>
    private static char Resolve(char first, char second)
    {
        char native = (char)DType.NativeOrder;
        char order = second == '\0' ? first : second;
        if (first != '\0' && second != '\0')
        {
            first = first == '=' ? native : first;
            order = second == '=' ? native : second;
            if (first != order)
                return '!';
        }

        return order is '|' or '=' || order == native ? '\0' : order;
    }

    private static bool IsOrder(char c) => c is '<' or '>' or '=' or '|';

    private static void Skip(ReadOnlySpan<char> text, ref int position, char c)
    {
        while (position < text.Length && text[position] == c)
            position++;
    }

    private static void SkipSpace(ReadOnlySpan<char> text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }
}

/// <summary>Parses the count before a type in a comma string: <c>2</c>, <c>(2,3)</c>, <c>()</c>, a Python literal of integers only.</summary>
internal static class CountParser
{
    internal static DType Apply(DType dtype, ReadOnlySpan<char> count, long offset)
    {
        long[] shape = Parse(count, offset, out bool isTuple);
        if (!isTuple && DescrReader.IsUnsized(dtype))
            return DescrReader.WithWidth(dtype, shape[0], offset);
        if (DescrReader.IsUnsized(dtype))
            DTypeThrow.BadShapeOfUnsized(dtype, offset);
        return SubArrayBuilder.TryBuild(dtype, shape, out string? problem) ?? DTypeThrow.BadStruct(problem!, offset);
    }

    private static long[] Parse(ReadOnlySpan<char> count, long offset, out bool isTuple)
    {
        ReadOnlySpan<char> text = count.Trim(' ');
        bool hasParentheses = text.StartsWith('(') && text.EndsWith(')');
        if (hasParentheses)
            text = text[1..^1].Trim(' ');
        isTuple = text.Contains(',') || (hasParentheses && text.IsEmpty);
        if (hasParentheses && text.IsEmpty)
            return [];
        if (text.EndsWith(','))
            text = text[..^1];
        var shape = new List<long>();
        foreach (Range range in text.Split(','))
        {
            ReadOnlySpan<char> item = text[range].Trim(' ');

            // Python has no integer literals with leading zeros, except for 0.
            bool isNumber = long.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
                && (item[0] != '0' || value == 0);
            if (!isNumber)
                DTypeThrow.BadCount(count, offset);
            shape.Add(value);
        }

        return [.. shape];
    }
}

/// <summary>Parses integers like C's <c>strtol</c>, which NumPy uses for type strings: leading white space and a sign are allowed.</summary>
internal static class CInteger
{
    /// <summary>Returns the number of characters used, or 0 if there is no integer. The value stops growing past 2^53.</summary>
    internal static int Parse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        int position = 0;
        while (position < text.Length && (text[position] is ' ' or (>= '\t' and <= '\r')))
            position++;
        bool isNegative = position < text.Length && text[position] == '-';
        if (position < text.Length && (text[position] is '-' or '+'))
            position++;
        int start = position;
        for (; position < text.Length && char.IsAsciiDigit(text[position]); position++)
            value = Math.Min((value * 10) + (text[position] - '0'), 1L << 53);
        if (position == start)
            return 0;
        value = isNegative ? -value : value;
        return position;
    }
}
