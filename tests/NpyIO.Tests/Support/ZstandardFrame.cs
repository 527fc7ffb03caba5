using System.Buffers.Binary;

namespace NpyIO.Tests.Support;

/// <summary>Zstandard without compression (RFC 8878, 3.1.1): one segment, raw blocks, no checksum.</summary>
internal static class ZstandardFrame
{
    private const int MaxBlock = 128 << 10;

    internal static byte[] Of(ReadOnlySpan<byte> content)
    {
        byte[] head = [0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(5), content.Length);
        List<byte> frame = [.. head];
        do
        {
            int length = Math.Min(content.Length, MaxBlock);
            int block = (length << 3) | (length == content.Length ? 1 : 0);
            frame.AddRange([(byte)block, (byte)(block >> 8), (byte)(block >> 16)]);
            frame.AddRange(content[..length]);
            content = content[length..];
        }
        while (!content.IsEmpty);

        return [.. frame];
    }
}
