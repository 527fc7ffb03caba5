using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>The extra fields of one record, one after another: APPNOTE 6.3, §4.5.</summary>
internal ref struct ExtraFields
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>The fields in what a record has of them. Fewer than four bytes at the end are no field; zipfile skips them too.</summary>
    internal ExtraFields(ReadOnlySpan<byte> extra)
    {
        _rest = extra;
        Length = extra.Length;
    }

    /// <summary>What the field is.</summary>
    internal ushort Id { get; private set; }

    /// <summary>The field's content, without id and length.</summary>
    internal ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Where the content begins, in bytes from the first field.</summary>
    internal readonly int ContentOffset => Length - _rest.Length - Content.Length;

    /// <summary>Whether the last field claims more bytes than there are.</summary>
    internal bool IsBroken { get; private set; }

    private int Length { get; }

    /// <summary>Goes to the next field; false when there is none.</summary>
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
