using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace NpyIO.Zip;

/// <summary>The name of an entry that is written, with the bytes that stand for it: ASCII, or else UTF-8 and flagged as such, as Python's zipfile.</summary>
internal sealed class ZipName
{
    private readonly byte[] _bytes;

    /// <summary>Encodes a name.</summary>
    /// <exception cref="ArgumentException">It is empty, holds NUL or half a surrogate pair, or is longer than the record can say.</exception>
    internal ZipName(string text)
    {
        // zipfile would cut the name off at a NUL.
        if (text.Length == 0 || text.Contains('\0'))
            ZipThrow.BadEntryName(text);

        Text = text;
        _bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        if (Utf8.FromUtf16(text, _bytes, out _, out _, replaceInvalidSequences: false) != OperationStatus.Done)
            ZipThrow.EntryNameNotUnicode(text);
        if (_bytes.Length > ushort.MaxValue)
            ZipThrow.EntryNameTooLong(text, _bytes.Length);
        Flags = _bytes.Length == text.Length ? (ushort)0 : ZipLayout.Flags.Utf8;
    }

    /// <summary>The name as the archive has it, <c>.npy</c> included.</summary>
    internal string Text { get; }

    /// <summary>The bytes in the records.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>What the name adds to the entry's flags.</summary>
    internal ushort Flags { get; }
}
