using System.Buffers.Binary;
using System.IO.Hashing;

namespace NpyIO.Codecs;

internal sealed partial class XzReader
{
    /// <summary>Starts after the index's first byte. Index and footer must match the blocks read.</summary>
    private void ReadIndex()
    {
        long start = input.Position - 1;
        var crc = new Crc32();
        crc.Append([XzLayout.IndexMark]);
        bool isRight = Next(crc) == _blocks.Count;
        foreach ((long unpadded, long length) in _blocks)
            isRight &= Next(crc) == unpadded && Next(crc) == length;

        Span<byte> padding = stackalloc byte[XzLayout.PaddingOf(input.Position - start)];
        input.ReadExactly(padding);
        crc.Append(padding);
        Span<byte> sum = stackalloc byte[XzLayout.CrcLength];
        input.ReadExactly(sum);
        if (!isRight || padding.ContainsAnyExcept((byte)0) || BinaryPrimitives.ReadUInt32LittleEndian(sum) != crc.GetCurrentHashAsUInt32())
            CodecsThrow.BadXz("the index");

        ReadFooter(input.Position - start);
    }

    private void ReadFooter(long indexLength)
    {
        Span<byte> footer = stackalloc byte[XzLayout.FooterLength];
        input.ReadExactly(footer);
        ReadOnlySpan<byte> content = footer[XzLayout.CrcLength..^XzLayout.FooterMagic.Length];
        if (!footer.EndsWith(XzLayout.FooterMagic)
            || BinaryPrimitives.ReadUInt32LittleEndian(footer) != Crc32.HashToUInt32(content)
            || (BinaryPrimitives.ReadUInt32LittleEndian(content) + 1L) * XzLayout.Alignment != indexLength
            || !content[4..].SequenceEqual(_flags))
        {
            CodecsThrow.BadXz("the footer");
        }
    }

    private long Next(Crc32 crc)
    {
        Span<byte> bytes = stackalloc byte[9];
        int count = 0;
        do
        {
            input.ReadExactly(bytes.Slice(count, 1));
        }
        while (bytes[count++] >= 0x80 && count < bytes.Length);

        crc.Append(bytes[..count]);
        ReadOnlySpan<byte> read = bytes[..count];
        return Number(ref read);
    }
}
