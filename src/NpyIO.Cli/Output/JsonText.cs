using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NpyIO.Cli.Output;

/// <summary>Writes JSON strings, RFC 8259 section 7.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line with one object that contains no values of arrays.</summary>
    internal static void WriteDocument(Utf8Writer output, Action<Utf8JsonWriter> writeMembers)
    {
        using (var json = new Utf8JsonWriter(output, Relaxed))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        output.Write((byte)'\n');
    }

    /// <summary>An unpaired surrogate is written as an escape.</summary>
    internal static void Write(Utf8Writer output, ReadOnlySpan<char> text)
    {
        output.Write((byte)'"');
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int used) == System.Buffers.OperationStatus.Done)
                WriteCodePoint(output, (uint)rune.Value);
            else
                WriteEscape(output, text[0]);
            text = text[used..];
        }
        output.Write((byte)'"');
    }

    internal static void WriteLatin1(Utf8Writer output, ReadOnlySpan<byte> text)
    {
        output.Write((byte)'"');
        foreach (byte character in text)
            WriteCodePoint(output, character);
        output.Write((byte)'"');
    }

    /// <summary>A surrogate is written as an escape. No unit may be above U+10FFFF.</summary>
    internal static void WriteUtf32(Utf8Writer output, ReadOnlySpan<uint> text)
    {
        output.Write((byte)'"');
        foreach (uint codePoint in text)
            WriteCodePoint(output, codePoint);
        output.Write((byte)'"');
    }

    private static void WriteCodePoint(Utf8Writer output, uint codePoint)
    {
        if (codePoint is >= 0x20 and < 0x7f and not '"' and not '\\')
            output.Write((byte)codePoint);
        else if (codePoint is '"' or '\\')
            output.Write([(byte)'\\', (byte)codePoint]);
        else if (codePoint is < 0xa0 or 0x2028 or 0x2029 or (>= 0xd800 and <= 0xdfff))
            WriteEscape(output, codePoint);
        else
            output.WriteRune(new Rune(codePoint));
    }

    private static void WriteEscape(Utf8Writer output, uint unit)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        output.Write([(byte)'\\', (byte)'u', digits[(int)(unit >> 12)], digits[(int)(unit >> 8 & 15)], digits[(int)(unit >> 4 & 15)], digits[(int)(unit & 15)]]);
    }
}
