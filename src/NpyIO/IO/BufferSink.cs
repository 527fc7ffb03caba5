using System.Buffers;

namespace NpyIO.IO;

/// <summary>Writes to a caller's buffer writer.</summary>
internal sealed class BufferSink(IBufferWriter<byte> writer) : ByteSink
{
    internal override void Write(ReadOnlySpan<byte> bytes) => writer.Write(bytes);

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Write(bytes.Span);
        return default;
    }
}
