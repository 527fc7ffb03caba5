using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;
using NpyIO.Errors;

namespace NpyIO.Zip;

/// <summary>Decodes names and comments: APPNOTE 6.3, §4.4.17, appendix D and §4.6.9, as Python's zipfile reads them.</summary>
internal static class EntryNameRules
{
    private const int UnicodeTextOffset = 5;

    /// <summary>Decodes a name by its flags, as UTF-8 or code page 437, up to a NUL, as zipfile and so NumPy do. Returns null if it claims to be UTF-8 and is not.</summary>
    internal static string? TryDecode(ReadOnlySpan<byte> name, ushort flags)
    {
        bool isUtf8 = (flags & ZipLayout.Flags.Utf8) != 0;
        if (Ascii.IsValid(name))
            return Cut(Encoding.ASCII.GetString(name));
        if (isUtf8 && !Utf8.IsValid(name))
            return null;
        return Cut(isUtf8 ? Encoding.UTF8.GetString(name) : Cp437.Decode(name));
    }

    /// <summary>
    /// Decodes the name in a Unicode path field. Returns null if the field does not apply: unknown version, CRC of another name, or no text. <paramref name="nameCrc"/> caches the
    /// CRC-32 of <paramref name="name"/>, because a record can hold thousands of fields. <paramref name="isBroken"/> is true if the field is too short or its text is not UTF-8.
    /// </summary>
    internal static string? TryDecodeUnicodePath(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name, ref uint? nameCrc, out bool isBroken)
    {
        isBroken = field.Length < UnicodeTextOffset;
        if (isBroken || field[0] != 1 || BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) != (nameCrc ??= Crc32.HashToUInt32(name)))
            return null;
        ReadOnlySpan<byte> text = field[UnicodeTextOffset..];
        isBroken = !Utf8.IsValid(text);
        return isBroken || text.IsEmpty ? null : Cut(Encoding.UTF8.GetString(text));
    }

    /// <summary>Decodes a comment, whose encoding is not specified: UTF-8 if it is valid, otherwise code page 437.</summary>
    internal static string DecodeComment(ReadOnlySpan<byte> comment) =>
        Utf8.IsValid(comment) ? Encoding.UTF8.GetString(comment) : Cp437.Decode(comment);

    private static string Cut(string name)
    {
        int end = name.IndexOf('\0', StringComparison.Ordinal);
        return end < 0 ? name : name[..end];
    }
}

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

/// <summary>The name of an entry that is written, with its bytes: ASCII, or else UTF-8 and flagged as such, as in Python's zipfile.</summary>
internal sealed class ZipName
{
    private readonly byte[] _bytes;

    internal ZipName(string name)
    {
        // zipfile would cut the name at a NUL.
        if (name.Length == 0 || name.Contains('\0'))
            throw new ArgumentException(name.Length == 0 ? "An entry needs a name." : $"The name {PythonText.Quote(name)} holds a NUL, at which ZIP programs would cut it off.", nameof(name));

        Text = name;
        _bytes = new byte[Encoding.UTF8.GetByteCount(name)];
        if (Utf8.FromUtf16(name, _bytes, out _, out _, replaceInvalidSequences: false) != OperationStatus.Done)
            throw new ArgumentException($"The name {PythonText.Quote(name)} holds half a surrogate pair, which UTF-8 cannot write.", nameof(name));
        if (_bytes.Length > ushort.MaxValue)
            throw new ArgumentException($"The name beginning with {PythonText.Quote(name[..32])} takes {_bytes.Length} bytes; a ZIP archive has room for {ushort.MaxValue}.", nameof(name));
        Flags = _bytes.Length == name.Length ? (ushort)0 : ZipLayout.Flags.Utf8;
    }

    internal string Text { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal ushort Flags { get; }
}
