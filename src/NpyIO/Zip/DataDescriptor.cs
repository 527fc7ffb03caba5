using System.Buffers.Binary;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>The record after the data of an entry whose local header was written before its lengths were known: APPNOTE 6.3, §4.3.9.</summary>
internal static class DataDescriptor
{
    /// <summary>Minimum length, in bytes: CRC and two lengths of 32 bits. The signature before them is optional.</summary>
    internal const int MinLength = 12;

    /// <summary>Maximum length, in bytes: signature, CRC and two lengths of 64 bits.</summary>
    internal const int MaxLength = 24;

    private const int CrcLength = sizeof(uint);

    /// <summary>
    /// Returns the length of the descriptor at the beginning of <paramref name="bytes"/> if it has these values, or 0. <paramref name="bytes"/> holds <see cref="MaxLength"/> bytes, or
    /// fewer if the archive ends before. The 64-bit lengths of empty data begin like 32-bit ones, but eight zeros follow instead of a signature; so 64 bits are preferred.
    /// </summary>
    internal static int LengthOf(ReadOnlySpan<byte> bytes, uint crc, long compressedLength, long length)
    {
        if (EndOfCentralDirectory.StartsWith(bytes, Descriptor.Signature) && UnsignedLengthOf(bytes[sizeof(uint)..], crc, compressedLength, length) is > 0 and var count)
            return sizeof(uint) + count;
        return UnsignedLengthOf(bytes, crc, compressedLength, length);
    }

    private static int UnsignedLengthOf(ReadOnlySpan<byte> bytes, uint crc, long compressedLength, long length)
    {
        if (!EndOfCentralDirectory.StartsWith(bytes, crc))
            return 0;
        bytes = bytes[CrcLength..];
        bool fits32 = bytes.Length >= 2 * sizeof(uint)
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == compressedLength
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]) == length;
        bool fits64 = bytes.Length >= 2 * sizeof(long)
            && BinaryPrimitives.ReadInt64LittleEndian(bytes) == compressedLength
            && BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]) == length;
        return fits64 ? CrcLength + 2 * sizeof(long) : fits32 ? CrcLength + 2 * sizeof(uint) : 0;
    }
}
