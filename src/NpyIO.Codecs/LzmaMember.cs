using System.Buffers.Binary;
using SharpCompress.Compressors.LZMA;

namespace NpyIO.Codecs;

/// <summary>LZMA as a ZIP member has it, APPNOTE 6.3 §5.8.8: a version, the length of the properties, the properties, then the data, with or without an end marker.</summary>
internal static class LzmaMember
{
    private const int HeadLength = 4;
    private const int PropertiesLengthAt = 2;

    /// <summary>One byte of three small numbers, four of the window's length.</summary>
    private const int PropertiesLength = 5;
    private const int WindowAt = 1;

    /// <summary>The least window, in bytes, as in LZMA's own specification.</summary>
    private const int LeastWindow = 1 << 12;

    /// <summary>What LZMA makes of one byte at most, rounded up: 273 bytes of 14 decisions, each of log2(2048 / 2017) bits.</summary>
    private const long MostRatio = 8192;

    /// <summary>The literal states, as powers of two, that liblzma, and so Python, allows; the format's 12 would take 19 MB.</summary>
    private const int MostLiteralBits = 4;

    /// <summary>A decoder for so many bytes of output.</summary>
    /// <exception cref="InvalidDataException">The head is none.</exception>
    /// <exception cref="NotSupportedException">The window is too large.</exception>
    internal static LzmaStream Open(CompressedInput input, long length)
    {
        byte[] head = new byte[HeadLength];
        input.ReadExactly(head);
        int propertiesLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(PropertiesLengthAt));
        if (propertiesLength != PropertiesLength)
            CodecsThrow.BadLzmaProperties(propertiesLength);

        byte[] properties = new byte[PropertiesLength];
        input.ReadExactly(properties);
        int literalBits = properties[0] % 9 + properties[0] / 9 % 5;
        if (literalBits > MostLiteralBits)
            CodecsThrow.TooManyLiteralStates(literalBits);

        uint window = BinaryPrimitives.ReadUInt32LittleEndian(properties.AsSpan(WindowAt));
        BinaryPrimitives.WriteInt32LittleEndian(properties.AsSpan(WindowAt), UsefulWindow(window, length, input.Left));
        return length == 0 ? LzmaStream.Create(properties, input, leaveOpen: true) : LzmaStream.Create(properties, input, input.Left, length, leaveOpen: true);
    }

    /// <summary>What of a window can be looked back into: no more than the output has, nor than so much input can be made into. So a small member gets little memory, whatever it claims.</summary>
    private static int UsefulWindow(uint claimed, long length, long compressedLength)
    {
        long most = Math.Min(length, Math.Min(compressedLength, long.MaxValue / MostRatio) * MostRatio);
        long useful = Math.Max(LeastWindow, Math.Min(claimed, most));
        if (useful > ZipCodecs.MostWindow)
            CodecsThrow.WindowTooLarge("LZMA");
        return (int)useful;
    }
}
