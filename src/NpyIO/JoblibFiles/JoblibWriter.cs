using NpyIO.IO;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>Writes joblib files to any output, compressed or not. Every save goes through it.</summary>
internal static class JoblibWriter
{
    internal static void Write(string path, object? value, JoblibWriteOptions options, CancellationToken cancellationToken = default)
    {
        using OutputFile file = OutputFile.Create(path, 0, options.Atomic, options.Flush);
        file.Write(sink => Write(sink, value, options, cancellationToken: cancellationToken));
    }

    /// <summary><paramref name="start"/> is the sink's position in the file, in bytes: arrays are aligned from the start of the file.</summary>
    internal static void Write(ByteSink sink, object? value, JoblibWriteOptions options, long start = 0, CancellationToken cancellationToken = default)
    {
        if (options.Compression == JoblibCompression.None)
        {
            ArrayWrapping.WriterOf(options.Protocol, start).Write(sink, value, options.Progress, cancellationToken);
            return;
        }

        using Stream compressor = FileCompressors.OpenWrite(JoblibLayout.KindOf(options.Compression), new SinkStream(sink), options.Level);
        ArrayWrapping.WriterOf(options.Protocol, 0).Write(new StreamSink(compressor), value, options.Progress, cancellationToken);
    }

    internal static void Write(Stream stream, object? value, JoblibWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(new StreamSink(stream), value, options, StartOf(stream));
    }

    internal static async Task WriteAsync(Stream stream, object? value, JoblibWriteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var sink = new StreamSink(stream);
        if (options.Compression == JoblibCompression.None)
        {
            await ArrayWrapping.WriterOf(options.Protocol, StartOf(stream)).WriteAsync(sink, value, options.Progress, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Compression has nothing to await: its output is collected, and written after each chunk.
        var compressed = new MemoryStream();
        using (Stream compressor = FileCompressors.OpenWrite(JoblibLayout.KindOf(options.Compression), compressed, options.Level))
        {
            PickleWriter writer = ArrayWrapping.WriterOf(options.Protocol, 0);
            foreach (PickleChunk chunk in writer.Chunks(value))
            {
                cancellationToken.ThrowIfCancellationRequested();
                compressor.Write(chunk.Span);
                await HandOnAsync(compressed, sink, cancellationToken).ConfigureAwait(false);
                options.Progress?.Report(writer.Position);
            }
        }

        await HandOnAsync(compressed, sink, cancellationToken).ConfigureAwait(false);
        GC.KeepAlive(value);
    }

    private static async ValueTask HandOnAsync(MemoryStream compressed, ByteSink sink, CancellationToken cancellationToken)
    {
        await sink.WriteAsync(compressed.GetBuffer().AsMemory(0, (int)compressed.Length), cancellationToken).ConfigureAwait(false);
        compressed.SetLength(0);
    }

    // Alignment counts from the start of the file; a stream that cannot seek is assumed to be there.
    private static long StartOf(Stream stream) => stream.CanSeek ? stream.Position : 0;
}

/// <summary>A sink as a write-only stream, for compressors.</summary>
internal sealed class SinkStream(ByteSink sink) : ForwardWriteStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => sink.Write(buffer);
}
