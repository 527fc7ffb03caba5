using System.Text;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes values for people: as Python shows them, escaped, long ones cut.</summary>
internal sealed class HumanStyle : PlainStyle
{
    /// <summary>The longest text shown whole, in characters.</summary>
    private const int MaxLength = 60;

    /// <summary>How much of a longer one is shown, in characters.</summary>
    private const int CutLength = 50;

    internal static HumanStyle Instance { get; } = new();

    internal override int ListEdge => 3;

    internal override byte[] FieldName(string name) => Encoding.UTF8.GetBytes(SafeText.Escape(name) + ":");

    internal override void WriteBytes(ReadOnlySpan<byte> text, Utf8Writer output)
    {
        output.Write("b'"u8);
        foreach (byte character in text[..Shown(text.Length)])
        {
            if (character is >= 0x20 and < 0x7f)
                WriteCharacter(character, output);
            else
                output.Write(SafeText.EscapeOf(character));
        }
        WriteEnd(text.Length, output);
    }

    internal override void WriteText(ReadOnlySpan<uint> text, Utf8Writer output)
    {
        output.Write((byte)'\'');
        foreach (uint character in text[..Shown(text.Length)])
        {
            bool safe = Rune.TryCreate(character, out Rune rune) && (!rune.IsBmp || SafeText.IsSafe((char)character));
            if (safe)
                WriteCharacter(character, output);
            else
                output.Write(SafeText.EscapeOf(character));
        }
        WriteEnd(text.Length, output);
    }

    internal override void WriteObject(object? value, Utf8Writer output) => output.Write(ObjectText.Of(value));

    internal override void WriteRaw(ReadOnlySpan<byte> bytes, Utf8Writer output)
    {
        int shown = Shown(bytes.Length * 2L) / 2;
        WriteHex(bytes[..shown], output);
        if (shown < bytes.Length)
            output.Write($"…(+{bytes.Length - shown} bytes)");
    }

    private static int Shown(long length) => (int)(length <= MaxLength ? length : CutLength);

    private static void WriteCharacter(uint character, Utf8Writer output)
    {
        if (character is '\'' or '\\')
            output.Write((byte)'\\');
        output.WriteRune(new Rune(character));
    }

    private static void WriteEnd(int length, Utf8Writer output)
    {
        output.Write((byte)'\'');
        if (Shown(length) < length)
            output.Write($"…(+{length - Shown(length)})");
    }
}
