namespace NpyIO.IO;

/// <summary>Bytes in memory, read at offsets.</summary>
internal sealed class MemorySource : PayloadSource
{
    /// <summary>Some bytes; whoever gives them keeps them as they are.</summary>
    internal MemorySource(ReadOnlyMemory<byte> content) => Content = content;

    /// <summary>The bytes.</summary>
    internal ReadOnlyMemory<byte> Content { get; }

    internal override long Length => Content.Length;

    internal override bool IsPositional => true;

    internal override int Read(long offset, Span<byte> destination)
    {
        if (offset >= Content.Length)
        {
            return 0;
        }

        int count = (int)Math.Min(destination.Length, Content.Length - offset);
        Content.Span.Slice((int)offset, count).CopyTo(destination);
        return count;
    }
}
