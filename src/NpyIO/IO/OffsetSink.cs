namespace NpyIO.IO;

/// <summary>The part of a sink from an offset on, which is offset 0 here.</summary>
internal sealed class OffsetSink(ByteSink sink, long start) : ByteSink
{
    internal override bool CanPatch => sink.CanPatch;

    internal override bool IsPositional => sink.IsPositional;

    internal override void Write(ReadOnlySpan<byte> bytes) => sink.Write(bytes);

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => sink.WriteAsync(bytes, cancellationToken);

    internal override void WriteAt(long offset, ReadOnlySpan<byte> bytes) => sink.WriteAt(start + offset, bytes);

    internal override ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        sink.WriteAtAsync(start + offset, bytes, cancellationToken);

    internal override void Rewind(long offset) => sink.Rewind(start + offset);

    internal override void Truncate(long length) => sink.Truncate(start + length);

    internal override void Expect(long end) => sink.Expect(start + end);
}
