using NpyIO.IO;

namespace NpyIO.JoblibFiles;

/// <summary>A sink as a write-only stream, for compressors.</summary>
internal sealed class SinkStream(ByteSink sink) : ForwardWriteStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => sink.Write(buffer);
}
