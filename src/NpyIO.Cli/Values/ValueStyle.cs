using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>What differs between JSON, CSV and text for people in the writing of one value.</summary>
internal abstract class ValueStyle
{
    internal abstract ReadOnlySpan<byte> True { get; }

    internal abstract ReadOnlySpan<byte> False { get; }

    internal abstract ReadOnlySpan<byte> NaN { get; }

    internal abstract ReadOnlySpan<byte> Infinity { get; }

    internal abstract ReadOnlySpan<byte> NegativeInfinity { get; }

    internal abstract ReadOnlySpan<byte> ComplexOpen { get; }

    internal abstract ReadOnlySpan<byte> ComplexClose { get; }

    /// <summary>Whether a float shorter than a double is written as the double that it is exactly, as Python's <c>tolist()</c> gives it; otherwise as short as its own precision allows.</summary>
    internal virtual bool FloatsAsDoubles => false;

    /// <summary>How many elements of a long list are shown at either end; more than any list has where all are.</summary>
    internal virtual int ListEdge => int.MaxValue / 2;

    /// <summary>What stands between the halves of a complex number.</summary>
    internal abstract ReadOnlySpan<byte> ComplexSeparator(bool minusFollows);

    /// <summary>A field's name and what separates it from its value.</summary>
    internal abstract byte[] FieldName(string name);

    /// <summary>Writes a word of plain ASCII without quotes in it: NaN, a date.</summary>
    internal abstract void WriteWord(ReadOnlySpan<byte> word, Utf8Writer output);

    /// <summary>Writes a byte string.</summary>
    internal abstract void WriteBytes(ReadOnlySpan<byte> text, Utf8Writer output);

    /// <summary>Writes a text of UTF-32 units, of which some may be no characters.</summary>
    internal abstract void WriteText(ReadOnlySpan<uint> text, Utf8Writer output);

    /// <summary>Writes a Python object that is an element of an array.</summary>
    internal abstract void WriteObject(object? value, Utf8Writer output);

    /// <summary>Writes raw bytes in hex.</summary>
    internal virtual void WriteRaw(ReadOnlySpan<byte> bytes, Utf8Writer output) => WriteHex(bytes, output);

    /// <summary>Writes the digits alone.</summary>
    protected static void WriteHex(ReadOnlySpan<byte> bytes, Utf8Writer output)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        foreach (byte value in bytes)
        {
            output.Write(digits[value >> 4]);
            output.Write(digits[value & 15]);
        }
    }
}
