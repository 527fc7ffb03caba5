using System.Runtime.CompilerServices;
using System.Text;

namespace NpyIO.Literals;

/// <summary>Reads a Python literal like <c>ast.literal_eval</c>: accepts the same texts, in one pass, in linear time, without recursion.</summary>
/// <remarks>
/// Two deliberate differences from CPython 3.14. A repeated string key in a dictionary is refused: Python takes its last value, another reader could take the first.
/// The named escapes <c>\N{…}</c> are refused: they need a table of all Unicode names.
/// </remarks>
internal ref partial struct PythonLiteralParser
{
    private readonly ReadOnlySpan<char> _text;
    private readonly int _baseOffset;
    private readonly bool _allowLongSuffix;
    private readonly bool _isUtf8;

    private int _position;

    /// <summary>How much of a UTF-8 text has been counted in bytes, so that each character is counted once.</summary>
    private int _countedPosition;
    private int _countedBytes;

    /// <summary>The values of all open brackets, innermost last; each bracket knows the index of its first.</summary>
    private Span<PythonLiteral> _values;
    private int _valueCount;

    /// <summary>Entry 0 is the text itself, entry n the n-th open bracket.</summary>
    private Span<Frame> _frames;
    private int _depth;

    /// <summary>The spelling of the last value, which determines whether it can take a sign or be added to.</summary>
    private Form _form;

    private StringBuilder? _builder;

    private PythonLiteralParser(
        ReadOnlySpan<char> text,
        int baseOffset,
        bool allowLongSuffix,
        bool isUtf8,
        Span<PythonLiteral> values,
        Span<Frame> frames)
    {
        _text = text;
        _values = values;
        _frames = frames;
        _baseOffset = baseOffset;
        _allowLongSuffix = allowLongSuffix;
        _isUtf8 = isUtf8;
    }

    private const int FirstFrames = 8;

    private enum Form
    {
        Other,
        Number,
        SignedNumber,
    }

    /// <summary>Parses the whole text as one literal. Each character is one byte of the file, unless <paramref name="isUtf8"/>: then byte offsets are counted.</summary>
    /// <remarks><paramref name="allowLongSuffix"/> accepts the <c>L</c> of Python 2, as <c>numpy.lib.format</c> does in versions 1.0 and 2.0.</remarks>
    internal static PythonLiteral Parse(ReadOnlySpan<char> text, int baseOffset = 0, bool allowLongSuffix = false, bool isUtf8 = false)
    {
        // Stack space for ordinary headers; more moves to the heap.
        FirstValues values = default;
        Span<Frame> frames = stackalloc Frame[FirstFrames];
        return new PythonLiteralParser(text, baseOffset, allowLongSuffix, isUtf8, values, frames).ParseText();
    }

    private PythonLiteral ParseText()
    {
        int nul = _text.IndexOf('\0');
        if (nul >= 0)
            LiteralThrow.LiteralNul(OffsetOf(nul));
        SkipToLiteral();
        _frames[0] = new Frame { Open = '\0', Offset = OffsetOf(_position) };
        while (true)
        {
            if (!ReadOperand())
                continue;
            if (ReadAfterValue())
                return FinishText();
        }
    }

    /// <summary>Returns true if a whole value has been read, false if more belongs to it.</summary>
    private bool ReadOperand()
    {
        SkipSpace();
        ref Frame frame = ref _frames[_depth];
        char c = Peek(_position);
        switch (c)
        {
            case '(' or '[' or '{':
                Open(c);
                return false;
            case ')' or ']' or '}' when frame.AtItemStart:
                Close(c);
                return true;
            case '+' or '-' when !frame.HasSign && !frame.HasLeft:
                frame.HasSign = true;
                frame.AtItemStart = false;
                frame.IsNegative = c == '-';
                frame.SignOffset = OffsetOf(_position++);
                return false;
            case '\0' or '\n' or '\r' when _depth == 0 && frame.AtItemStart && _valueCount > 0:
                return true; // The comma at the end of "1," : a tuple without parentheses.
            default:
                Push(ReadLeaf(c));
                return true;
        }
    }

    /// <summary>Returns true if the text's literal is complete.</summary>
    private bool ReadAfterValue()
    {
        while (true)
        {
            ref Frame frame = ref _frames[_depth];
            if (_depth == 0 && frame.AtItemStart && _valueCount > 0)
                return true;
            CompleteOperand(ref frame);
            SkipSpace();
            char c = Peek(_position);
            switch (c)
            {
                case '+' or '-':
                    BeginAddition(ref frame);
                    return false;
                case ',':
                    CompleteItem(ref frame);
                    frame.HasComma = true;
                    frame.AtItemStart = true;
                    _position++;
                    return false;
                case ':' when frame.Open == '{' && !frame.AwaitsValue && !frame.IsSet:
                    RequireHashable(_values[_valueCount - 1]);
                    frame.IsDict = frame.AwaitsValue = true;
                    _position++;
                    return false;
                case ')' or ']' or '}' when _depth > 0:
                    CompleteItem(ref frame);
                    Close(c);
                    break;
                case '\0' or '\n' or '\r' when _depth == 0:
                    return true;
                default:
                    LiteralThrow.LiteralUnexpected(OffsetOf(_position), DescribeNext(), ExpectedAfterValue(frame));
                    return false;
            }
        }
    }

    private PythonLiteral FinishText()
    {
        SkipToEnd();
        return _frames[0].HasComma
            ? PythonLiteral.FromItems(PythonLiteralKind.Tuple, _values[.._valueCount].ToArray(), _frames[0].Offset)
            : _values[0];
    }

    private void Push(PythonLiteral value)
    {
        if (_valueCount == _values.Length)
            Grow(ref _values);
        _values[_valueCount++] = value;
        _frames[_depth].AtItemStart = false;
    }

    private static void Grow<T>(ref Span<T> items)
    {
        Span<T> larger = new T[items.Length * 2];
        items.CopyTo(larger);
        items = larger;
    }

    /// <summary>Returns NUL at the end; a NUL in the text has been refused.</summary>
    private readonly char Peek(int position) => (uint)position < (uint)_text.Length ? _text[position] : '\0';

    /// <summary>In the file, in bytes.</summary>
    private int OffsetOf(int position)
    {
        if (!_isUtf8)
            return _baseOffset + position;
        if (position < _countedPosition)
            _countedPosition = _countedBytes = 0; // Only an error asks for an earlier position, and only once.
        _countedBytes += Encoding.UTF8.GetByteCount(_text[_countedPosition..position]);
        _countedPosition = position;
        return _baseOffset + _countedBytes;
    }

    [InlineArray(32)]
    private struct FirstValues
    {
        private PythonLiteral _first;
    }
}

/// <summary>The limits of the literal parser, which are CPython's.</summary>
internal static class LiteralLimits
{
    /// <summary>Maximum number of open brackets: the tokenizer's <c>MAXLEVEL</c>.</summary>
    internal const int MaxDepth = 200;

    /// <summary>Maximum digits of an integer: <c>sys.int_info.default_max_str_digits</c>. Keeps the quadratic conversion cheap.</summary>
    internal const int MaxIntegerDigits = 4300;
}
