using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>Deflate blocks of uncompressed data, none of them final: RFC 1951, §3.2.4. They begin and end on a byte.</summary>
internal static class StoredBlocks
{
    private const int MaxLength = ushort.MaxValue;

    /// <summary>Block type, length and its complement, in bytes.</summary>
    private const int HeadLength = 5;

    /// <summary>Returns the minimum length of data as such blocks, in bytes.</summary>
    internal static long LengthOf(long length) => length + (length + MaxLength - 1) / MaxLength * HeadLength;

    internal static void Write(ReadOnlySpan<byte> data, Stream destination)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head[0] = 0;
        while (!data.IsEmpty)
        {
            ushort length = (ushort)Math.Min(data.Length, MaxLength);
            BinaryPrimitives.WriteUInt16LittleEndian(head[1..], length);
            BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~length);
            destination.Write(head);
            destination.Write(data[..length]);
            data = data[length..];
        }
    }
}
