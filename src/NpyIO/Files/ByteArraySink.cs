namespace NpyIO.Files;

/// <summary>An array of exactly the length that is going to be written.</summary>
internal sealed class ByteArraySink(byte[] bytes) : ByteSink
{
    private int _filled;

    internal override void Write(ReadOnlySpan<byte> source)
    {
        source.CopyTo(bytes.AsSpan(_filled));
        _filled += source.Length;
    }
}
