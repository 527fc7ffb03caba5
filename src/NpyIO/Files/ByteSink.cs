namespace NpyIO.Files;

/// <summary>Where an array's bytes go, one after another: a file, a stream, a buffer. The only seam between writing and the places that are written to.</summary>
internal abstract class ByteSink
{
    /// <summary>Writes all of the bytes.</summary>
    internal abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>As <see cref="Write"/>, without blocking where the sink can do that.</summary>
    internal virtual ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Write(bytes.Span);
        return default;
    }
}
