using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>Enumerates the extra fields of a record: APPNOTE 6.3, §4.5. Fewer than four bytes at the end are not a field; zipfile skips them too.</summary>
internal ref struct ExtraFields(ReadOnlySpan<byte> extra)
{
    private readonly int _length = extra.Length;
    private ReadOnlySpan<byte> _rest = extra;

    internal ushort Id { get; private set; }

    internal ReadOnlySpan<byte> Content { get; private set; }

    internal readonly int ContentOffset => _length - _rest.Length - Content.Length;

    internal bool IsBroken { get; private set; }

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

    internal bool MoveTo(ushort id)
    {
        while (MoveNext())
        {
            if (Id == id)
                return true;
        }

        return false;
    }
}

/// <summary>The extra field for values that do not fit in 32 bits: APPNOTE 6.3, §4.5.3.</summary>
internal static class Zip64
{
    private const int ValueLength = 8;

    /// <summary>Replaces the values whose 32-bit field refers to this field, in the order of the specification. Returns false if one of them is missing or greater than 2^63 − 1.</summary>
    internal static bool TryResolve(ReadOnlySpan<byte> field, ref long length, ref long compressedLength, ref long offset) =>
        TryTake(ref field, ref length) && TryTake(ref field, ref compressedLength) && TryTake(ref field, ref offset);

    private static bool TryTake(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != ZipLayout.In64Bits32)
            return true;
        if (field.Length < ValueLength)
            return false;
        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[ValueLength..];
        return value >= 0;
    }
}

/// <summary>An extra field that pads a local header so that the data are aligned. <see cref="Length"/> includes id and length; it is 0 if no field is needed.</summary>
internal readonly record struct AlignmentField(ushort Alignment, int Length)
{
    /// <summary>Minimum length, in bytes: id, length and alignment. Zeros follow.</summary>
    private const int MinLength = ZipLayout.Extra.HeadLength + sizeof(ushort);

    /// <summary>Returns the field for data that would begin at <paramref name="offset"/> without it.</summary>
    internal static AlignmentField For(long offset, int alignment)
    {
        if (alignment == 0)
            return default;
        int length = (int)(-offset & (alignment - 1));
        while (length is > 0 and < MinLength)
            length += alignment;
        return new AlignmentField((ushort)alignment, length);
    }

    internal void Write(Span<byte> destination)
    {
        if (Length == 0)
            return;
        destination[..Length].Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(destination, ZipLayout.Extra.Alignment);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[sizeof(ushort)..], (ushort)(Length - ZipLayout.Extra.HeadLength));
        BinaryPrimitives.WriteUInt16LittleEndian(destination[ZipLayout.Extra.HeadLength..], Alignment);
    }
}
