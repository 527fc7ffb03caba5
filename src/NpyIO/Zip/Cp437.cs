namespace NpyIO.Zip;

/// <summary>Code page 437, the encoding of names that are not marked as UTF-8: APPNOTE 6.3, appendix D.</summary>
internal static class Cp437
{
    /// <summary>The characters from 0x80 on; those before are ASCII.</summary>
    private const string UpperHalf =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
        "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        const int AsciiCount = 0x80;
        Span<char> text = bytes.Length <= 256 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
            text[i] = bytes[i] < AsciiCount ? (char)bytes[i] : UpperHalf[bytes[i] - AsciiCount];
        return new string(text);
    }
}
