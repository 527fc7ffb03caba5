using System.Buffers;

namespace NpyIO.IO;

/// <summary>A buffer writer of the caller's.</summary>
internal sealed class BufferSink(IBufferWriter<byte> writer) : ByteSink
{
    internal override void Write(ReadOnlySpan<byte> bytes) => writer.Write(bytes);
}
