using NpyIO.IO;

namespace NpyIO.Codecs;

/// <summary>Buffers an encoder that writes single bytes. Disposing of it flushes the buffer and leaves the target open.</summary>
internal sealed class OutputBuffer(Stream target) : ForwardWriteStream
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _filled;

    public override void WriteByte(byte value)
    {
        if (_filled == _buffer.Length)
            HandOn();
        _buffer[_filled++] = value;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > _buffer.Length - _filled)
            HandOn();
        if (buffer.Length > _buffer.Length)
        {
            target.Write(buffer);
            return;
        }

        buffer.CopyTo(_buffer.AsSpan(_filled));
        _filled += buffer.Length;
    }

    public override void Flush()
    {
        HandOn();
        target.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            HandOn();
        base.Dispose(disposing);
    }

    private void HandOn()
    {
        target.Write(_buffer.AsSpan(0, _filled));
        _filled = 0;
    }
}
