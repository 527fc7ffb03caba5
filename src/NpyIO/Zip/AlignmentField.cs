using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>The extra field of a local header that is as long as it takes for the data to begin at a multiple of some length.</summary>
/// <param name="Alignment">What the data begin at a multiple of, in bytes.</param>
/// <param name="Length">The length of the field with its id and length, in bytes; 0 where none is needed.</param>
internal readonly record struct AlignmentField(ushort Alignment, int Length)
{
    /// <summary>The field's own content begins with the alignment; zeros follow.</summary>
    private const int LeastLength = ZipLayout.Extra.HeadLength + sizeof(ushort);

    /// <summary>The field for data that would without it begin at an offset.</summary>
    internal static AlignmentField For(long offset, int alignment)
    {
        if (alignment == 0)
            return default;
        int length = (int)(-offset & (alignment - 1));
        while (length is > 0 and < LeastLength)
            length += alignment;
        return new AlignmentField((ushort)alignment, length);
    }

    /// <summary>Writes the field, if there is to be one, to the beginning of a span.</summary>
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
