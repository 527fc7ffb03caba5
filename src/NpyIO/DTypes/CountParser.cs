using System.Globalization;

namespace NpyIO.DTypes;

/// <summary>Parses the count before a type in a comma string: <c>2</c>, <c>(2,3)</c>, <c>()</c>, a Python literal of integers only.</summary>
internal static class CountParser
{
    /// <summary>Applies a count to a dtype: as a width if it has none yet (<c>5S</c>), otherwise as a shape.</summary>
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
