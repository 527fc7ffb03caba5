namespace NpyIO.Zip;

/// <summary>A head and blocks, all full but the last, as one entry.</summary>
internal sealed class JoinedContent(ReadOnlyMemory<byte> head, List<BlockBuffer> blocks, int blockLength) : EntryContent
{
    internal override ReadOnlySpan<byte> Head => head.Span;

    internal override long PayloadLength => blocks.Sum(block => block.PayloadLength);

    internal override int Unit => 1;

    internal override bool IsContiguous => false;

    internal override ReadOnlySpan<byte> Span(long offset, int length) => throw new NotSupportedException();

    internal override void Fill(long offset, Span<byte> block)
    {
        while (!block.IsEmpty)
        {
            long at = offset % blockLength;
            int length = (int)Math.Min(blockLength - at, block.Length);
            blocks[(int)(offset / blockLength)].Fill(at, block[..length]);
            offset += length;
            block = block[length..];
        }
    }
}
