using System.Buffers.Binary;
using System.IO.Hashing;

namespace NpyIO.Codecs;

/// <summary>The layout of .xz files, version 1.2.1 of their specification.</summary>
internal static class XzLayout
{
    internal const int HeaderLength = 12;
    internal const int FooterLength = 12;

    /// <summary>CRC-32 as the format has it everywhere about itself, in bytes.</summary>
    internal const int CrcLength = 4;

    /// <summary>Blocks, the index and padding have lengths that are multiples of this.</summary>
    internal const int Alignment = 4;

    /// <summary>Where a block's header length would be, this stands before the index.</summary>
    internal const byte IndexMark = 0;

    /// <summary>The filter LZMA2, and the length of its properties.</summary>
    internal const int Lzma2Filter = 0x21;
    internal const int Lzma2PropertiesLength = 1;

    /// <summary>The largest dictionary property: 4 GiB − 1.</summary>
    internal const int MostWindowProperty = 40;

    /// <summary>Flags of a block's header: how many filters beyond the first, reserved bits, which lengths are there.</summary>
    internal const int FilterCountMask = 0x03;
    internal const int ReservedMask = 0x3C;
    internal const int HasCompressedLength = 0x40;
    internal const int HasLength = 0x80;

    internal static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    internal static ReadOnlySpan<byte> FooterMagic => "YZ"u8;

    /// <summary>A window's length, in bytes, by its property.</summary>
    internal static uint WindowOf(int property) => property == MostWindowProperty ? uint.MaxValue : (2u | (uint)(property & 1)) << (property / 2 + 11);

    /// <summary>The least property whose window has at least so many bytes.</summary>
    internal static int PropertyOf(uint window)
    {
        int property = 0;
        while (WindowOf(property) < window)
            property++;
        return property;
    }

    /// <summary>Zero bytes that make a length a multiple of <see cref="Alignment"/>.</summary>
    internal static int PaddingOf(long length) => (int)(-length & (Alignment - 1));

    /// <summary>Puts the CRC-32 of some bytes behind them.</summary>
    internal static void Seal(Span<byte> bytes) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[^CrcLength..], Crc32.HashToUInt32(bytes[..^CrcLength]));

    /// <summary>Whether bytes end with the CRC-32 of those before.</summary>
    internal static bool IsSealed(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[^CrcLength..]) == Crc32.HashToUInt32(bytes[..^CrcLength]);

    /// <summary>Appends a number as the format has them: seven bits a byte, the lowest first.</summary>
    internal static void AddNumber(List<byte> bytes, long value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
