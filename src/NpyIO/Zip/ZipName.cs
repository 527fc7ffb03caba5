using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace NpyIO.Zip;

/// <summary>The name of an entry that is written, with its bytes: ASCII, or else UTF-8 and flagged as such, as in Python's zipfile.</summary>
internal sealed class ZipName
{
    private readonly byte[] _bytes;

    /// <summary>Throws <see cref="ArgumentException"/> if the name is empty, holds NUL or half a surrogate pair, or is too long for the record.</summary>
    internal ZipName(string text)
    {
        // zipfile would cut the name at a NUL.
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

    /// <summary>The name in the archive, with <c>.npy</c>.</summary>
    internal string Text { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The flags that the name adds to those of the entry.</summary>
    internal ushort Flags { get; }
}
