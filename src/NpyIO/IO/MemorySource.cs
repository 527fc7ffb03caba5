namespace NpyIO.IO;

/// <summary>Reads bytes in memory at offsets.</summary>
internal sealed class MemorySource : PayloadSource
{
    /// <summary>The caller must not change the bytes.</summary>
    internal MemorySource(ReadOnlyMemory<byte> content) => Content = content;

    internal ReadOnlyMemory<byte> Content { get; }

    internal override long Length => Content.Length;

    internal override bool IsPositional => true;

    internal override int Read(long offset, Span<byte> destination)
    {
        if (offset >= Content.Length)
            return 0;

        int count = (int)Math.Min(destination.Length, Content.Length - offset);
        Content.Span.Slice((int)offset, count).CopyTo(destination);
        return count;
    }

    internal override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) => new(Read(offset, destination.Span));
}
