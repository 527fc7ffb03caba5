using System.Text;

namespace NpyIO.Arrays.Printing;

/// <summary>Lays elements out in brackets and lines: NumPy's <c>_formatArray</c>. Lengths are in code points, as in Python.</summary>
internal ref struct PrintedLines
{
    private readonly PrintedArray _array;
    private readonly ElementFormat _format;
    private readonly string _separator;
    private readonly int _indent;
    private readonly int _width;
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _word = new();

    // Where the current line begins in the text, and its length, which for the first line includes what the caller writes before it.
    private int _lineStart;
    private int _lineLength;

    private PrintedLines(PrintedArray array, ElementFormat format, string separator, int prefix, int width)
    {
        _array = array;
        _format = format;
        _separator = separator;
        _indent = prefix + 1;
        _width = width;
    }

    /// <summary>The text begins after <paramref name="prefix"/> characters of a line. The array has elements.</summary>
    internal static string Write(PrintedArray array, ElementFormat format, string separator, int prefix, int width)
    {
        var lines = new PrintedLines(array, format, separator, prefix, width);
        lines.WriteAxis(0, array.Elements.Layout.Offset);
        return lines._text.ToString();
    }

    internal static int LengthOf(ReadOnlySpan<char> text)
    {
        int length = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                length--;
        }

        return length;
    }

    private void WriteAxis(int axis, long offset)
    {
        int left = _array.Axes.Length - axis;
        if (left == 0)
        {
            _format.Append(_text, offset);
            return;
        }

        _text.Append('[');
        if (left == 1)
            WriteRow(axis, offset);
        else
            WriteRows(axis, offset, left);
        _text.Append(']');
    }

    private void WriteRows(int axis, long offset, int left)
    {
        ShownAxis shown = _array.Axes[axis];
        for (long i = 0; i < shown.Count; i++)
        {
            if (i > 0)
                NextRow(axis, left);
            if (i == shown.Head && shown.HasGap)
            {
                _text.Append("...");
                NextRow(axis, left);
            }

            WriteAxis(axis + 1, offset + shown.IndexOf(i) * _array.Elements.Layout.Strides[axis]);
        }

        if (shown.HasGap && shown.Tail == 0)
        {
            NextRow(axis, left);
            _text.Append("...");
        }
    }

    private readonly void NextRow(int axis, int left) =>
        _text.Append(_separator.AsSpan().TrimEnd()).Append('\n', left - 1).Append(' ', _indent + axis);

    private void WriteRow(int axis, long offset)
    {
        ShownAxis shown = _array.Axes[axis];
        int indent = _indent + axis;

        // Room for the closing brackets, and for a separator or the last bracket.
        int width = _width - axis - 1;
        _lineStart = _text.Length;
        _lineLength = indent;
        for (long i = 0; i < shown.Count; i++)
        {
            if (i > 0)
                Separate();
            if (i == shown.Head && shown.HasGap)
            {
                AddWord("...", indent, width);
                Separate();
            }

            _word.Clear();
            _format.Append(_word, offset + shown.IndexOf(i) * _array.Elements.Layout.Strides[axis]);
            AddWord(_word.ToString(), indent, width);
        }

        if (shown.HasGap && shown.Tail == 0)
        {
            Separate();
            AddWord("...", indent, width);
        }
    }

    private void Separate()
    {
        _text.Append(_separator);
        _lineLength += _separator.Length;
    }

    private void AddWord(string word, int indent, int width)
    {
        if (word.Contains('\n', StringComparison.Ordinal))
        {
            AddLines(word.Split('\n'), indent, width);
            return;
        }

        int length = LengthOf(word);
        if (_lineLength + length > width && _lineLength > indent)
            BreakLine(indent);
        _text.Append(word);
        _lineLength += length;
    }

    /// <summary>Aligns the lines of an element that has several: each begins where the first does.</summary>
    private void AddLines(string[] lines, int indent, int width)
    {
        int longest = lines.Max(line => LengthOf(line));
        if (_lineLength + longest > width && _lineLength > indent)
            BreakLine(indent);
        int start = _lineLength;
        _text.Append(lines[0]);
        foreach (string line in lines.AsSpan(1))
        {
            BreakLine(start);
            _text.Append(line);
            _lineLength += LengthOf(line);
        }

        _text.Append(' ', longest - LengthOf(lines[^1]));
        _lineLength = start + longest;
    }

    private void BreakLine(int indent)
    {
        int end = _text.Length;
        while (end > _lineStart && _text[end - 1] == ' ')
            end--;
        _text.Length = end;
        _text.Append('\n');
        _lineStart = _text.Length;
        _text.Append(' ', indent);
        _lineLength = indent;
    }
}
