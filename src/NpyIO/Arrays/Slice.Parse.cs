using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NpyIO.Arrays;

namespace NpyIO;

// Slices as Python writes them.
public readonly partial struct Slice
{
    private const string EllipsisName = "...";
    private const string NewAxisName = "newaxis";

    /// <summary>Reads one part of an index as Python writes it: <c>3</c>, <c>-1</c>, <c>1:3</c>, <c>::10</c>, <c>...</c>, <c>newaxis</c> or <c>None</c>. Spaces do not matter.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is not a slice. <see cref="ParseIndex"/> reads several, with commas between them.</exception>
    public static Slice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text.AsSpan(), out Slice slice) ? slice : ArrayThrow.NotASlice(text, text);
    }

    /// <summary>Reads one part of an index as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="slice">The slice, or <see cref="All"/> if the text is not one.</param>
    /// <returns>Whether the text is a slice.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Slice slice)
    {
        slice = default;
        return text is not null && TryParse(text.AsSpan(), out slice);
    }

    /// <summary>
    /// Reads an index as Python writes it between brackets: <c>"1000:2000, ..., 3"</c>. Brackets or parentheses around it are accepted. An indexer takes the result: <c>array[Slice.ParseIndex("::10, 0")]</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">A part of the text is not a slice.</exception>
    public static Slice[] ParseIndex(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> inner = text.AsSpan().Trim();
        if (inner is ['[', .., ']'] or ['(', .., ')'])
            inner = inner[1..^1].Trim();
        if (inner.IsEmpty)
            return [];
        // As in a tuple, a comma may follow the last part.
        if (inner is [.., ','])
            inner = inner[..^1];

        var slices = new List<Slice>();
        foreach (System.Range part in inner.Split(','))
            slices.Add(TryParse(inner[part], out Slice slice) ? slice : ArrayThrow.NotASlice(inner[part].Trim().ToString(), text));
        return [.. slices];
    }

    private static bool TryParse(ReadOnlySpan<char> text, out Slice slice)
    {
        text = text.Trim();
        slice = text switch
        {
            EllipsisName => Ellipsis,
            NewAxisName or "np.newaxis" or "None" => NewAxis,
            _ => default,
        };
        if (slice._kind != SliceKind.Stretch)
            return true;
        if (!text.Contains(':'))
        {
            bool isPosition = TryParseNumber(text, out long? position) && position is not null;
            slice = isPosition ? At(position!.Value) : default;
            return isPosition;
        }

        Span<System.Range> parts = stackalloc System.Range[4];
        int count = text.Split(parts, ':');
        long? step = null;
        if (count > 3 || !TryParseNumber(text[parts[0]], out long? start) || !TryParseNumber(text[parts[1]], out long? stop) || (count == 3 && !TryParseNumber(text[parts[2]], out step)) || step == 0)
            return false;
        slice = new Slice(start, stop, step ?? 1);
        return true;
    }

    /// <summary>Nothing and None are null.</summary>
    private static bool TryParseNumber(ReadOnlySpan<char> text, out long? number)
    {
        text = text.Trim();
        number = null;
        if (text.IsEmpty || text is "None")
            return true;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            number = Math.Max(value, -long.MaxValue);
            return true;
        }

        // As in Python, a number of any length is clamped to the axis.
        ReadOnlySpan<char> digits = text is ['-' or '+', ..] ? text[1..] : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        number = text[0] == '-' ? -long.MaxValue : long.MaxValue;
        return true;
    }
}
