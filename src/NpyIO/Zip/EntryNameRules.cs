using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;

namespace NpyIO.Zip;

/// <summary>What an entry is called: APPNOTE 6.3, §4.4.17, appendix D and §4.6.9, read as Python's zipfile reads them.</summary>
internal static class EntryNameRules
{
    private const int UnicodeTextOffset = 5;

    /// <summary>
    /// The name that stands in a record, UTF-8 or code page 437 as the flags say, and as far as a NUL: zipfile, and so NumPy, cuts it there. Null where it is not the UTF-8 it claims to be.
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
    /// The name that a Unicode path field gives in place of another; null where it does not speak of that one: an unknown version, another name's CRC, or no text.
    /// </summary>
    /// <param name="field">The content of the field.</param>
    /// <param name="name">The name in the record.</param>
    /// <param name="nameCrc">The CRC-32 of that, once a field has asked for it: a record has room for thousands of fields, and for a name that is long.</param>
    /// <param name="isBroken">Whether the field is too short, or its text not UTF-8.</param>
    internal static string? TryDecodeUnicodePath(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name, ref uint? nameCrc, out bool isBroken)
    {
        isBroken = field.Length < UnicodeTextOffset;
        if (isBroken || field[0] != 1 || BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) != (nameCrc ??= Crc32.HashToUInt32(name)))
            return null;
        ReadOnlySpan<byte> text = field[UnicodeTextOffset..];
        isBroken = !Utf8.IsValid(text);
        return isBroken || text.IsEmpty ? null : Cut(Encoding.UTF8.GetString(text));
    }

    /// <summary>A comment, for which no encoding is laid down: UTF-8 where it is that.</summary>
    internal static string DecodeComment(ReadOnlySpan<byte> comment) =>
        Utf8.IsValid(comment) ? Encoding.UTF8.GetString(comment) : Cp437.Decode(comment);

    private static string Cut(string name)
    {
        int end = name.IndexOf('\0', StringComparison.Ordinal);
        return end < 0 ? name : name[..end];
    }
}
