using System.Buffers.Binary;

namespace NpyIO.Codecs;

/// <summary>What LZMA data may ask for: the same whatever they are packed in.</summary>
internal static class LzmaLimits
{
    /// <summary>One byte of three small numbers, four of the window's length.</summary>
    internal const int PropertiesLength = 5;

    private const int WindowAt = 1;

    /// <summary>The least window, in bytes, as in LZMA's own specification.</summary>
    private const int LeastWindow = 1 << 12;

    /// <summary>What LZMA makes of one byte at most, rounded up: 273 bytes of 14 decisions, each of log2(2048 / 2017) bits.</summary>
    private const long MostRatio = 8192;

    /// <summary>The literal states, as powers of two, that liblzma, and so Python, allows; the format's 12 would take 19 MB.</summary>
    private const int MostLiteralBits = 4;

    /// <summary>Checks properties, and makes the window in them no longer than it can be of use.</summary>
    /// <param name="properties">All five bytes.</param>
    /// <param name="length">The length of the output, in bytes, as far as it is known.</param>
    /// <param name="compressedLength">The length of the input, in bytes, as far as it is known.</param>
    /// <exception cref="InvalidDataException">They are none.</exception>
    /// <exception cref="NotSupportedException">The window is too long.</exception>
    internal static void Apply(byte[] properties, long length, long compressedLength)
    {
        CheckLiteralBits(properties[0]);
        uint window = BinaryPrimitives.ReadUInt32LittleEndian(properties.AsSpan(WindowAt));
        BinaryPrimitives.WriteInt32LittleEndian(properties.AsSpan(WindowAt), UsefulWindow(window, length, compressedLength));
    }

    /// <summary>Checks the byte that says how literals are coded.</summary>
    /// <exception cref="InvalidDataException">There are more states than allowed.</exception>
    internal static void CheckLiteralBits(int property)
    {
        int bits = property % 9 + property / 9 % 5;
        if (bits > MostLiteralBits)
            CodecsThrow.TooManyLiteralStates(bits);
    }

    /// <summary>What of a window can be looked back into: no more than the output has, nor than so much input can be made into. So a little data gets little memory, whatever they claim.</summary>
    /// <exception cref="NotSupportedException">It is too long.</exception>
    internal static int UsefulWindow(uint claimed, long length, long compressedLength)
    {
        long most = Math.Min(length, Math.Min(compressedLength, long.MaxValue / MostRatio) * MostRatio);
        long useful = Math.Max(LeastWindow, Math.Min(claimed, most));
        if (useful > ZipCodecs.MostWindow)
            CodecsThrow.WindowTooLarge("LZMA");
        return (int)useful;
    }
}
