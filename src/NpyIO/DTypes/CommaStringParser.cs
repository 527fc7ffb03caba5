namespace NpyIO.DTypes;

/// <summary>
/// Parses comma strings, <c>i4,(2,3)f8</c>, and repeated types, <c>2f4</c>: NumPy's <c>_commastring</c> in <c>_internal.py</c>,
/// with the rules of <c>_convert_from_list</c> for the result.
/// </summary>
internal static class CommaStringParser
{
    /// <summary>Whether NumPy treats a text as a comma string: it starts with a count or an empty tuple, or has a comma outside brackets.</summary>
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

    /// <summary>Combines the orders before and after a count: <c>!</c> if they differ, none if native.</summary>
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
