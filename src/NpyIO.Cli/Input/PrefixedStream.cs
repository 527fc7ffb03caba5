using NpyIO.IO;

namespace NpyIO.Cli.Input;

/// <summary>A pipe of which some bytes have been read already, as if they had not.</summary>
/// <param name="prefix">What has been read.</param>
/// <param name="rest">What follows; disposed with this.</param>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardReadStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;
    private MemoryStream? _kept;

    /// <inheritdoc/>
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

    /// <summary>Keeps what is read from here on, until <see cref="Stay"/> or <see cref="GoBack"/>.</summary>
    internal void Mark() => _kept = new MemoryStream();

    /// <summary>Goes on from here.</summary>
    internal void Stay() => _kept = null;

    /// <summary>Goes back to the mark: what has been read since is read once more.</summary>
    internal void GoBack()
    {
        _prefix = (byte[])[.. _kept!.ToArray(), .. _prefix.Span];
        _kept = null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
