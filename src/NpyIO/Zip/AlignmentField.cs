using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>
/// An extra field that pads a local header so that the data begin at a multiple of <see cref="Alignment"/> bytes. <see cref="Length"/> includes id and length; it is 0 if no field is
/// needed.
/// </summary>
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

    /// <summary>Writes the field to the beginning of a span, or nothing if <see cref="Length"/> is 0.</summary>
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
