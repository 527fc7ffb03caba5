using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

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

    /// <summary>Returns whether two adjacent surrogates form a pair, which every reader of their escapes would take for one character.</summary>
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
