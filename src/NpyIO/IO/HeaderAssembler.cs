using NpyIO.Headers;
using NpyIO.Signatures;

namespace NpyIO.IO;

/// <summary>
/// Collects a header without reading beyond it: first the bytes that contain its length, then the rest. The caller reads or awaits:
/// <c>while (WantsMore) Accept(read(Filled, Room))</c>.
/// </summary>
internal sealed class HeaderAssembler : IDisposable
{
    /// <summary>Enough for the header of most files, in bytes.</summary>
    private const int FirstRoom = 1024;

    private readonly int _maxSize;
    private readonly ArrivalBuffer _buffer = new(FirstRoom);
    private int _wanted = HeaderLayout.ShortPrefixLength;
    private HeaderPrefix? _prefix;

    internal HeaderAssembler(int maxSize) => _maxSize = maxSize;

    internal int Filled => _buffer.Filled;

    internal bool WantsMore { get; private set; } = true;

    internal Memory<byte> Room => _buffer.Room(_wanted);

    /// <summary>0 means the end of the source.</summary>
    internal void Accept(int count)
    {
        _buffer.Accept(count);
        if (count == 0)
            WantsMore = false;
        else if (Filled == _wanted)
            Advance();
    }

    /// <summary>Returns null if there were no bytes at all.</summary>
    internal NpyHeader? Finish() => Filled == 0 ? null
        : _prefix is { } prefix && Filled == prefix.Length ? NpyHeader.Parse(_buffer.Bytes, prefix)
        : NpyHeader.Parse(_buffer.Bytes, _maxSize);

    public void Dispose() => _buffer.Dispose();

    private void Advance()
    {
        if (_prefix is null && Filled < Verdict.HeadLength && !_buffer.Bytes.StartsWith(HeaderLayout.Magic))
        {
            // Not an array, so nobody reads on behind it: read more to identify the format for the error message.
            _wanted = Verdict.HeadLength;
            return;
        }

        if (_prefix is null)
        {
            _prefix = HeaderPrefix.TryRead(_buffer.Bytes, _maxSize, out HeaderPrefix prefix) ? prefix : null;
            _wanted = _prefix?.Length ?? NpyHeader.PrefixLength;
        }

        WantsMore = Filled < _wanted;
    }
}
