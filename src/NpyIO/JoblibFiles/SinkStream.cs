using NpyIO.IO;

namespace NpyIO.JoblibFiles;

/// <summary>A sink, written forward as a stream: what compressors take.</summary>
internal sealed class SinkStream(ByteSink sink) : ForwardWriteStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => sink.Write(buffer);
}
