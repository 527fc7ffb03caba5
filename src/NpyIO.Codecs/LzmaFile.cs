using System.Buffers.Binary;
using SharpCompress.Compressors.LZMA;

namespace NpyIO.Codecs;

/// <summary>A <c>.lzma</c> file: the properties, the length (all ones if there is an end marker), the data. Python's <c>lzma.FORMAT_ALONE</c>.</summary>
internal static class LzmaFile
{
    private const int LengthLength = 8;
    private const long Unknown = -1;

    internal static Stream Open(CompressedInput input)
    {
        byte[] properties = new byte[LzmaLimits.PropertiesLength];
        input.ReadExactly(properties);
        byte[] lengthBytes = new byte[LengthLength];
        input.ReadExactly(lengthBytes);
        long length = BinaryPrimitives.ReadInt64LittleEndian(lengthBytes);
        if (length < Unknown)
            CodecsThrow.BadLength(length);
        if (length == 0)
            return Stream.Null;

        LzmaLimits.Apply(properties, length == Unknown ? long.MaxValue : length, input.MaxLeft());
        return LzmaStream.Create(properties, input, inputSize: -1, length, leaveOpen: true);
    }

    internal static LzmaStream Create(Stream target, int level)
    {
        // Create the encoder first, because it defines the properties; it writes nothing until it is written to or disposed of.
        var encoder = LzmaStream.Create(LzmaEncoding.Of(level, endMarker: true, LzmaEncoding.MaxWindow), isLzma2: false, target);
        target.Write(encoder.Properties);
        Span<byte> length = stackalloc byte[LengthLength];
        BinaryPrimitives.WriteInt64LittleEndian(length, Unknown);
        target.Write(length);
        return encoder;
    }
}
