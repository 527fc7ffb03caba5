namespace NpyIO.IO;

/// <summary>A pipe or a device: written forward, unbuffered, so that nothing needs flushing. The caller keeps the stream.</summary>
/// <param name="pipe">The stream.</param>
/// <param name="path">The path that errors name.</param>
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
