using NpyIO.IO;

namespace NpyIO.JoblibFiles;

/// <summary>The whole content of a stream, in memory: blocks of equal length, so that nothing is copied as they grow in number.</summary>
internal sealed class ArrivedSource : PayloadSource
{
    private const int BlockBits = 16;
    private const int Block = 1 << BlockBits;

    private readonly List<byte[]> _blocks = [];
    private long _length;

    private ArrivedSource()
    {
    }

    internal override long Length => _length;

    internal override bool IsPositional => true;

    internal static async Task<ArrivedSource> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (!stream.CanRead)
            FileThrow.StreamNotReadable(nameof(stream));

        var source = new ArrivedSource();
        while (true)
        {
            byte[] block = GC.AllocateUninitializedArray<byte>(Block);
            int count = 0;
            while (count < Block && StreamSource.Checked(await stream.ReadAsync(block.AsMemory(count), cancellationToken).ConfigureAwait(false), Block - count) is int read and > 0)
                count += read;
            source._blocks.Add(block);
            source._length += count;
            if (count < Block)
                return source;
        }
    }

    internal override int Read(long offset, Span<byte> destination)
    {
        if (offset >= _length)
            return 0;

        int at = (int)(offset & (Block - 1));
        int count = (int)Math.Min(Math.Min(Block - at, _length - offset), destination.Length);
        _blocks[(int)(offset >> BlockBits)].AsSpan(at, count).CopyTo(destination);
        return count;
    }
}
