using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>The differences between JSON, CSV and text for people when a value is written.</summary>
internal abstract class ValueStyle
{
    internal abstract ReadOnlySpan<byte> True { get; }

    internal abstract ReadOnlySpan<byte> False { get; }

    internal abstract ReadOnlySpan<byte> NaN { get; }

    internal abstract ReadOnlySpan<byte> Infinity { get; }

    internal abstract ReadOnlySpan<byte> NegativeInfinity { get; }

    internal abstract ReadOnlySpan<byte> ComplexOpen { get; }

    internal abstract ReadOnlySpan<byte> ComplexClose { get; }

    /// <summary>Whether to write a shorter float as the exactly equal double, as Python's <c>tolist()</c> does; otherwise in the shortest form of its own precision.</summary>
    internal virtual bool FloatsAsDoubles => false;

    /// <summary>How many elements of a long list to show at each end; unlimited unless overridden.</summary>
    internal virtual int ListEdge => int.MaxValue / 2;

    /// <summary>Returns the text between the parts of a complex number.</summary>
    internal abstract ReadOnlySpan<byte> ComplexSeparator(bool minusFollows);

    /// <summary>Returns a field's name with the separator before its value.</summary>
    internal abstract byte[] FieldName(string name);

    /// <summary>Writes plain ASCII without quotes in it: NaN, a date.</summary>
    internal abstract void WriteWord(ReadOnlySpan<byte> word, Utf8Writer output);

    internal abstract void WriteBytes(ReadOnlySpan<byte> text, Utf8Writer output);

    /// <summary>Writes UTF-32 text; some units may not be characters.</summary>
    internal abstract void WriteText(ReadOnlySpan<uint> text, Utf8Writer output);

    /// <summary>Writes a Python object that is an element of an array.</summary>
    internal abstract void WriteObject(object? value, Utf8Writer output);

    internal virtual void WriteRaw(ReadOnlySpan<byte> bytes, Utf8Writer output) => WriteHex(bytes, output);

    /// <summary>Writes only the digits.</summary>
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
