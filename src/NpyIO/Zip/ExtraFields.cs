using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>Enumerates the extra fields of a record: APPNOTE 6.3, §4.5.</summary>
internal ref struct ExtraFields
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Fewer than four bytes at the end are not a field; zipfile skips them too.</summary>
    internal ExtraFields(ReadOnlySpan<byte> extra)
    {
        _rest = extra;
        Length = extra.Length;
    }

    internal ushort Id { get; private set; }

    /// <summary>Content of the field, without id and length.</summary>
    internal ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Offset of the content, in bytes from the first field.</summary>
    internal readonly int ContentOffset => Length - _rest.Length - Content.Length;

    /// <summary>Whether the last field claims more bytes than there are.</summary>
    internal bool IsBroken { get; private set; }

    private int Length { get; }

    internal bool MoveNext()
    {
        if (_rest.Length < ZipLayout.Extra.HeadLength)
            return false;
        Id = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(_rest[2..]);
        IsBroken = length > _rest.Length - ZipLayout.Extra.HeadLength;
        if (IsBroken)
            return false;
        Content = _rest.Slice(ZipLayout.Extra.HeadLength, length);
        _rest = _rest[(ZipLayout.Extra.HeadLength + length)..];
        return true;
    }
}
