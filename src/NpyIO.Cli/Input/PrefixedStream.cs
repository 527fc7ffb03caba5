using NpyIO.IO;

namespace NpyIO.Cli.Input;

/// <summary>A pipe whose first bytes have been read already and are read again from memory. Disposes of the rest.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardReadStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;
    private MemoryStream? _kept;

    public override int Read(Span<byte> buffer)
    {
        int count = _prefix.IsEmpty ? rest.Read(buffer) : Math.Min(buffer.Length, _prefix.Length);
        if (!_prefix.IsEmpty)
        {
            _prefix.Span[..count].CopyTo(buffer);
            _prefix = _prefix[count..];
        }
        _kept?.Write(buffer[..count]);
        return count;
    }

    /// <summary>Records what is read from here on, until <see cref="Stay"/> or <see cref="GoBack"/>.</summary>
    internal void Mark() => _kept = new MemoryStream();

    internal void Stay() => _kept = null;

    internal void GoBack()
    {
        _prefix = (byte[])[.. _kept!.ToArray(), .. _prefix.Span];
        _kept = null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
