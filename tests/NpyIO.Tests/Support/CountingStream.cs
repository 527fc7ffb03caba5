namespace NpyIO.Tests.Support;

/// <summary>Bytes as a stream that counts what is read of it.</summary>
internal sealed class CountingStream(byte[] content) : MemoryStream(content)
{
    internal int Taken { get; set; }

    public override int Read(Span<byte> buffer)
    {
        int count = base.Read(buffer);
        Taken += count;
        return count;
    }
}
