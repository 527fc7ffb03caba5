using System.Text;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes values as fields of a CSV file, RFC 4180.</summary>
internal sealed class CsvStyle : PlainStyle
{
    internal static CsvStyle Instance { get; } = new();

    /// <summary>Writes a text, quoted if needed. An empty text is quoted as well, because many readers skip an empty line.</summary>
    internal static void WriteText(ReadOnlySpan<char> text, Utf8Writer output)
    {
        var units = new uint[text.Length];
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
            units[count++] = (uint)rune.Value;
        Instance.WriteText(units.AsSpan(0, count), output);
    }

    internal override byte[] FieldName(string name) => throw new InvalidOperationException("CSV names its columns in the first line.");

    internal override void WriteBytes(ReadOnlySpan<byte> text, Utf8Writer output)
    {
        bool quoted = text.IsEmpty || text.IndexOfAny(",\"\r\n"u8) >= 0 || text[0] == ' ' || text[^1] == ' ';
        if (quoted)
            output.Write((byte)'"');
        foreach (byte character in text)
            WriteCharacter(character, output);
        if (quoted)
            output.Write((byte)'"');
    }

    /// <summary>Throws a <see cref="ToolException"/> if a unit is not a character that UTF-8 can encode.</summary>
    internal override void WriteText(ReadOnlySpan<uint> text, Utf8Writer output)
    {
        foreach (uint character in text)   // before the quote, so that none stays open
        {
            if (!Rune.IsValid(character))
                throw new ToolException($"holds the code point U+{character:X4}, which is no character that a CSV file could hold");
        }
        bool quoted = text.IsEmpty || text.IndexOfAny([',', '"', '\r', '\n']) >= 0 || text[0] == ' ' || text[^1] == ' ';
        if (quoted)
            output.Write((byte)'"');
        foreach (uint character in text)
            WriteCharacter(character, output);
        if (quoted)
            output.Write((byte)'"');
    }

    /// <summary>Writes texts unchanged, None as an empty text, other objects in Python's notation; throws a <see cref="ToolException"/> for an object with parts.</summary>
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
