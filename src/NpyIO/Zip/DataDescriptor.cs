using System.Buffers.Binary;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>The record behind the data of an entry whose local header was written before its lengths were known: APPNOTE 6.3, §4.3.9.</summary>
internal static class DataDescriptor
{
    /// <summary>The shortest: CRC and two lengths of 32 bits. The signature before them may be missing.</summary>
    internal const int LeastLength = 12;

    /// <summary>The longest: signature, CRC and two lengths of 64 bits.</summary>
    internal const int MostLength = 24;

    private const int CrcLength = sizeof(uint);

    /// <summary>The length of the record that begins some bytes and says this of an entry; 0 where none does.</summary>
    /// <remarks>
    /// Of no data, lengths of 64 bits look at first like those of 32. But eight zeros follow then, where the archive goes on with a signature otherwise; so whatever fits with 64 bits has them.
    /// </remarks>
    /// <param name="bytes">The bytes behind the data, as many as the longest record has if there are so many.</param>
    /// <param name="crc">The CRC-32 of the data.</param>
    /// <param name="compressedLength">Their length in the archive, in bytes.</param>
    /// <param name="length">Their length, uncompressed, in bytes.</param>
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
