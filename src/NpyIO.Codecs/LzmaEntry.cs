using System.Buffers.Binary;
using SharpCompress.Compressors.LZMA;

namespace NpyIO.Codecs;

/// <summary>LZMA in a ZIP entry, APPNOTE 6.3 §5.8.8: a version, the length of the properties, the properties, then the data, with or without an end marker.</summary>
internal static class LzmaEntry
{
    private const int HeadLength = 4;
    private const int PropertiesLengthAt = 2;

    internal static LzmaStream Open(CompressedInput input, long length)
    {
        byte[] head = new byte[HeadLength];
        input.ReadExactly(head);
        int propertiesLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(PropertiesLengthAt));
        if (propertiesLength != LzmaLimits.PropertiesLength)
            CodecsThrow.BadLzmaProperties(propertiesLength);

        byte[] properties = new byte[LzmaLimits.PropertiesLength];
        input.ReadExactly(properties);
        LzmaLimits.Apply(properties, length, input.Left);
        return length == 0 ? LzmaStream.Create(properties, input, leaveOpen: true) : LzmaStream.Create(properties, input, input.Left, length, leaveOpen: true);
    }
}
