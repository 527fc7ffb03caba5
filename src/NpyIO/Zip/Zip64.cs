using System.Buffers.Binary;

namespace NpyIO.Zip;

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
