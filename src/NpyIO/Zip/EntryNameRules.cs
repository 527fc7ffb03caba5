using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;

namespace NpyIO.Zip;

/// <summary>Decodes names and comments: APPNOTE 6.3, §4.4.17, appendix D and §4.6.9, as Python's zipfile reads them.</summary>
internal static class EntryNameRules
{
    private const int UnicodeTextOffset = 5;

    /// <summary>
    /// Decodes the name in a record, as UTF-8 or code page 437 by its flags, up to a NUL: zipfile, and so NumPy, cuts it there. Returns null if it claims to be UTF-8 and is not.
    /// </summary>
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
