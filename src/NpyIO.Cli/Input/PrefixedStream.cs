using NpyIO.Files;

namespace NpyIO.Cli.Input;

/// <summary>A pipe of which some bytes have been read already, as if they had not.</summary>
/// <param name="prefix">What has been read.</param>
/// <param name="rest">What follows; disposed with this.</param>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardReadStream
{
    private int _taken;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_taken == prefix.Length)
            return rest.Read(buffer);
        int count = Math.Min(buffer.Length, prefix.Length - _taken);
        prefix.Span.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
