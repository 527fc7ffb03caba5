using System.Buffers.Binary;
using System.IO.Hashing;

namespace NpyIO.Codecs;

/// <summary>The layout of .xz files, specification version 1.2.1.</summary>
internal static class XzLayout
{
    internal const int HeaderLength = 12;
    internal const int FooterLength = 12;

    /// <summary>The length of the CRC-32 of the format's own fields, in bytes.</summary>
    internal const int CrcLength = 4;

    /// <summary>Blocks, the index and padding have lengths that are multiples of this, in bytes.</summary>
    internal const int Alignment = 4;

    /// <summary>Marks the index, in place of a block header's length.</summary>
    internal const byte IndexMark = 0;

    internal const int Lzma2Filter = 0x21;
    internal const int Lzma2PropertiesLength = 1;

    /// <summary>The maximum dictionary property: 4 GiB − 1.</summary>
    internal const int MaxWindowProperty = 40;

    /// <summary>Flags of a block header: the number of filters after the first, reserved bits, which lengths are present.</summary>
    internal const int FilterCountMask = 0x03;
    internal const int ReservedMask = 0x3C;
    internal const int HasCompressedLength = 0x40;
    internal const int HasLength = 0x80;

    internal static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    internal static ReadOnlySpan<byte> FooterMagic => "YZ"u8;

    internal static uint WindowOf(int property) => property == MaxWindowProperty ? uint.MaxValue : (2u | (uint)(property & 1)) << (property / 2 + 11);

    /// <summary>The smallest for a window of at least so many bytes.</summary>
    internal static int PropertyOf(uint window)
    {
        int property = 0;
        while (WindowOf(property) < window)
            property++;
        return property;
    }

    internal static int PaddingOf(long length) => (int)(-length & (Alignment - 1));

    /// <summary>The CRC-32 of the preceding bytes goes into the last four.</summary>
    internal static void Seal(Span<byte> bytes) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[^CrcLength..], Crc32.HashToUInt32(bytes[..^CrcLength]));

    internal static bool IsSealed(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[^CrcLength..]) == Crc32.HashToUInt32(bytes[..^CrcLength]);

    /// <summary>Seven bits a byte, lowest first.</summary>
    internal static void AddNumber(List<byte> bytes, long value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
