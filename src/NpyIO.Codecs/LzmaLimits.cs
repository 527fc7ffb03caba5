using System.Buffers.Binary;

namespace NpyIO.Codecs;

/// <summary>Limits for LZMA data in any container.</summary>
internal static class LzmaLimits
{
    /// <summary>One byte of three small numbers, four of the window's length.</summary>
    internal const int PropertiesLength = 5;

    private const int WindowAt = 1;

    /// <summary>Minimum window in bytes, from LZMA's specification.</summary>
    private const int MinWindow = 1 << 12;

    /// <summary>Maximum output per input byte, rounded up: 273 bytes of 14 decisions, each of log2(2048 / 2017) bits.</summary>
    private const long MaxRatio = 8192;

    /// <summary>Maximum number of literal states as a power of two, as in liblzma and so in Python; the format's 12 would take 19 MB.</summary>
    private const int MaxLiteralBits = 4;

    /// <summary>Reduces the window in <paramref name="properties"/>, in place, to the useful length.</summary>
    internal static void Apply(byte[] properties, long length, long compressedLength)
    {
        CheckLiteralBits(properties[0]);
        uint window = BinaryPrimitives.ReadUInt32LittleEndian(properties.AsSpan(WindowAt));
        BinaryPrimitives.WriteInt32LittleEndian(properties.AsSpan(WindowAt), UsefulWindow(window, length, compressedLength));
    }

    internal static void CheckLiteralBits(int property)
    {
        int bits = property % 9 + property / 9 % 5;
        if (bits > MaxLiteralBits)
            CodecsThrow.TooManyLiteralStates(bits);
    }

    /// <summary>At most the output, and the most that the input can expand to, so that little data takes little memory whatever it claims.</summary>
    internal static int UsefulWindow(uint claimed, long length, long compressedLength)
    {
        long most = Math.Min(length, Math.Min(compressedLength, long.MaxValue / MaxRatio) * MaxRatio);
        long useful = Math.Max(MinWindow, Math.Min(claimed, most));
        if (useful > PackagedProvider.MaxWindow)
            CodecsThrow.WindowTooLarge("LZMA");
        return (int)useful;
    }
}
