using System.Globalization;
using System.Numerics;
using System.Text;

namespace NpyIO.Pickling;

// Protocol 0: opcodes with arguments as lines of text.
internal sealed partial class PickleMachine
{
    // Conversion is slow; Python's default limit is 4300.
    private const int MaxDigits = 100_000;

    /// <summary>Bytes after the opcode already searched for line ends.</summary>
    private int _scanned;
    private int _linesFound;

    /// <summary>The length includes the opcode and the line ends.</summary>
    private bool TryLines(ReadOnlySpan<byte> bytes, int count, out int length)
    {
        length = 1 + _scanned;
        while (_linesFound < count)
        {
            int end = bytes[length..].IndexOf((byte)'\n');
            if (end < 0)
            {
                _scanned = bytes.Length - 1;
                return false;
            }

            length += end + 1;
            _linesFound++;
        }

        _scanned = 0;
        _linesFound = 0;
        return true;
    }

    private void ExecuteLine(byte opcode, ReadOnlySpan<byte> line)
    {
        switch (opcode)
        {
            case Opcode.Int:
                Push(line.SequenceEqual("00"u8) ? Boxed.False : line.SequenceEqual("01"u8) ? Boxed.True : IntegerOf(line));
                break;
            case Opcode.Long:
                Push(IntegerOf(line.EndsWith("L"u8) ? line[..^1] : line));
                break;
            case Opcode.Float:
                Push(FloatOf(line));
                break;
            case Opcode.Unicode:
                Push(PickleText.RawUnicodeEscape(line) ?? NoText(line));
                break;
            case Opcode.String:
                if (PickleText.Unquote(line) is { } bytes)
                    PushTransient(new Python2String(bytes));
                else
                    NoText(line);
                break;
            case Opcode.Get:
                Recall(PlaceOf(line));
                break;
            case Opcode.Put:
                Remember(PlaceOf(line));
                break;
            default:
                int end = line.IndexOf((byte)'\n');
                PickleObject named = Named(Utf8(line[..end]), Utf8(line[(end + 1)..]));
                if (opcode == Opcode.Global)
                    Push(named);
                else
                    NewInstance(named, TupleOf(TakeMarked()));
                break;
        }
    }

    private long PlaceOf(ReadOnlySpan<byte> line)
    {
        if (!long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long place))
            Fail("A memo index is not a number", "digits", Shown(line));
        return place;
    }

    private object IntegerOf(ReadOnlySpan<byte> line)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (long.TryParse(line, Style, CultureInfo.InvariantCulture, out long value))
            return Boxed.Of(value);
        if (line.Length > MaxDigits)
            PickleThrow.PickledIntegerTooLong(Position, line.Length, "digits");
        if (!BigInteger.TryParse(PickleText.Latin1(line), Style, CultureInfo.InvariantCulture, out BigInteger large))
            Fail("An integer is not valid", "decimal digits", Shown(line));
        return Narrowed(large);
    }

    private double FloatOf(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        bool isNegative = line.StartsWith("-"u8);
        ReadOnlySpan<byte> word = isNegative || line.StartsWith("+"u8) ? line[1..] : line;
        if (Ascii.EqualsIgnoreCase(word, "inf"u8))
            return isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        if (Ascii.EqualsIgnoreCase(word, "nan"u8))
            return double.NaN;
        if (!double.TryParse(line, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value))
            Fail("A float is not valid", "a decimal number", Shown(line));
        return value;
    }

    private string NoText(ReadOnlySpan<byte> line)
    {
        Fail("A text is not written as Python's repr writes it", null, Shown(line));
        return "";
    }

    private static string Shown(ReadOnlySpan<byte> line) => PickleText.Latin1(line[..Math.Min(line.Length, 100)]);
}
