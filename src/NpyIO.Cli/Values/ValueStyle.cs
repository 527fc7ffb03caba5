using System.Text;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>The differences between JSON and CSV when a value is written.</summary>
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

    internal abstract ReadOnlySpan<byte> ComplexSeparator(bool minusFollows);

    /// <summary>Includes the separator before the value.</summary>
    internal abstract byte[] FieldName(string name);

    /// <summary>The word is plain ASCII without quotes in it: NaN, a date.</summary>
    internal abstract void WriteWord(ReadOnlySpan<byte> word, Utf8Writer output);

    internal abstract void WriteBytes(ReadOnlySpan<byte> text, Utf8Writer output);

    /// <summary>The text is UTF-32; some units may not be characters.</summary>
    internal abstract void WriteText(ReadOnlySpan<uint> text, Utf8Writer output);

    internal abstract void WriteObject(object? value, Utf8Writer output);

    internal virtual void WriteRaw(ReadOnlySpan<byte> bytes, Utf8Writer output) => WriteHex(bytes, output);

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

/// <summary>Writes values for <c>--json</c>.</summary>
internal sealed class JsonStyle : ValueStyle
{
    internal static JsonStyle Instance { get; } = new();

    internal override ReadOnlySpan<byte> True => "true"u8;

    internal override ReadOnlySpan<byte> False => "false"u8;

    internal override ReadOnlySpan<byte> NaN => "NaN"u8;

    internal override ReadOnlySpan<byte> Infinity => "Infinity"u8;

    internal override ReadOnlySpan<byte> NegativeInfinity => "-Infinity"u8;

    internal override bool FloatsAsDoubles => true;

    internal override ReadOnlySpan<byte> ComplexOpen => "["u8;

    internal override ReadOnlySpan<byte> ComplexClose => "]"u8;

    internal override ReadOnlySpan<byte> ComplexSeparator(bool minusFollows) => ","u8;

    internal override byte[] FieldName(string name)
    {
        using var bytes = new MemoryStream();
        var text = new Utf8Writer(bytes, Utf8Writer.SmallBuffer);
        JsonText.Write(text, name);
        text.Write((byte)':');
        text.Flush();
        return bytes.ToArray();
    }

    internal override void WriteWord(ReadOnlySpan<byte> word, Utf8Writer output)
    {
        output.Write((byte)'"');
        output.Write(word);
        output.Write((byte)'"');
    }

    internal override void WriteBytes(ReadOnlySpan<byte> text, Utf8Writer output) => JsonText.WriteLatin1(output, text);

    internal override void WriteText(ReadOnlySpan<uint> text, Utf8Writer output)
    {
        if (!text.ContainsAnyExceptInRange(0u, 0x10ffffu) && !HasPair(text))
        {
            JsonText.WriteUtf32(output, text);
            return;
        }
        output.Write("{\"codepoints\":["u8);
        for (int i = 0; i < text.Length; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            output.WriteFormatted(text[i]);
        }
        output.Write("]}"u8);
    }

    // Every reader would take the escapes of a pair for one character.
    private static bool HasPair(ReadOnlySpan<uint> text)
    {
        for (int i = text.IndexOfAnyInRange(0xd800u, 0xdbffu); i >= 0 && i + 1 < text.Length; i++)
        {
            if (text[i] is >= 0xd800 and <= 0xdbff && text[i + 1] is >= 0xdc00 and <= 0xdfff)
                return true;
        }
        return false;
    }

    internal override void WriteObject(object? value, Utf8Writer output) => ObjectJson.Write(output, value);

    internal override void WriteRaw(ReadOnlySpan<byte> bytes, Utf8Writer output)
    {
        output.Write((byte)'"');
        WriteHex(bytes, output);
        output.Write((byte)'"');
    }
}

/// <summary>Writes values as fields of a CSV file, RFC 4180: Python's words for numbers, dates without quotes.</summary>
internal sealed class CsvStyle : ValueStyle
{
    internal static CsvStyle Instance { get; } = new();

    internal override ReadOnlySpan<byte> True => "True"u8;

    internal override ReadOnlySpan<byte> False => "False"u8;

    internal override ReadOnlySpan<byte> NaN => "nan"u8;

    internal override ReadOnlySpan<byte> Infinity => "inf"u8;

    internal override ReadOnlySpan<byte> NegativeInfinity => "-inf"u8;

    internal override ReadOnlySpan<byte> ComplexOpen => default;

    internal override ReadOnlySpan<byte> ComplexClose => "j"u8;

    internal override ReadOnlySpan<byte> ComplexSeparator(bool minusFollows) => minusFollows ? default : "+"u8;

    internal override void WriteWord(ReadOnlySpan<byte> word, Utf8Writer output) => output.Write(word);

    internal static void WriteText(ReadOnlySpan<char> text, Utf8Writer output)
    {
        var units = new uint[text.Length];
        int count = 0;
        while (!text.IsEmpty)
        {
            bool isCharacter = Rune.DecodeFromUtf16(text, out Rune rune, out int used) == System.Buffers.OperationStatus.Done;
            units[count++] = isCharacter ? (uint)rune.Value : text[0];
            text = text[used..];
        }
        Instance.WriteText(units.AsSpan(0, count), output);
    }

    internal override byte[] FieldName(string name) => throw new InvalidOperationException("CSV names its columns in the first line.");

    internal override void WriteBytes(ReadOnlySpan<byte> text, Utf8Writer output)
    {
        // Quote an empty text too: many readers skip an empty line.
        bool quoted = text.IsEmpty || text.IndexOfAny(",\"\r\n"u8) >= 0 || text[0] == ' ' || text[^1] == ' ';
        if (quoted)
            output.Write((byte)'"');
        foreach (byte character in text)
            WriteCharacter(character, output);
        if (quoted)
            output.Write((byte)'"');
    }

    internal override void WriteText(ReadOnlySpan<uint> text, Utf8Writer output)
    {
        foreach (uint character in text)   // before the quote, so that none stays open
        {
            if (!Rune.IsValid(character))
                throw new ToolException($"holds the code point U+{character:X4}, which is not a character that a CSV file can hold");
        }
        bool quoted = text.IsEmpty || text.IndexOfAny([',', '"', '\r', '\n']) >= 0 || text[0] == ' ' || text[^1] == ' ';
        if (quoted)
            output.Write((byte)'"');
        foreach (uint character in text)
            WriteCharacter(character, output);
        if (quoted)
            output.Write((byte)'"');
    }

    internal override void WriteObject(object? value, Utf8Writer output)
    {
        if (ObjectParts.IsCompound(value))
            throw new ToolException($"holds {ObjectText.KindOf(value)}, which has no form in CSV");
        WriteText(value switch
        {
            null => "",
            string text => text,
            _ => ObjectText.Of(value),
        }, output);
    }

    private static void WriteCharacter(uint character, Utf8Writer output)
    {
        if (character == '"')
            output.Write((byte)'"');
        output.WriteRune(new Rune(character));
    }
}
