namespace NpyIO.IO;

/// <summary>Writes a pipe or a device sequentially and unbuffered, so that nothing needs flushing. The caller owns the stream.</summary>
/// <param name="pipe">The stream.</param>
/// <param name="path">The path in error messages.</param>
internal sealed class PipeSink(Stream pipe, string path) : ByteSink
{
    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            pipe.Write(bytes);
        }
        catch (Exception e) when (OutputError.Naming(e, path, written: null) is { } named)
        {
            throw named;
        }
    }
}
