using NpyIO.Headers;
using NpyIO.Signatures;

namespace NpyIO.IO;

/// <summary>
/// Collects a header from a source without taking a byte too many: first the bytes that tell its length, then the rest.
/// Reading and awaiting stay with the caller: <c>while (WantsMore) Accept(read(Filled, Room))</c>.
/// </summary>
internal sealed class HeaderAssembler : IDisposable
{
    /// <summary>The magic string, the version and the length as version 1.0 has it. No legal header is shorter.</summary>
    private const int ShortPrefixLength = 10;

    /// <summary>Room for the header of most files.</summary>
    private const int FirstRoom = 1024;

    private readonly int _maxSize;
    private readonly ArrivalBuffer _buffer = new(FirstRoom);
    private int _wanted = ShortPrefixLength;
    private bool _lengthKnown;

    internal HeaderAssembler(int maxSize) => _maxSize = maxSize;

    /// <summary>How many bytes have come.</summary>
    internal int Filled => _buffer.Filled;

    /// <summary>Whether bytes are missing.</summary>
    internal bool WantsMore { get; private set; } = true;

    /// <summary>Where the next bytes are to go.</summary>
    internal Memory<byte> Room => _buffer.Room(_wanted);

    /// <summary>Counts bytes that have been put into the room; none means the end.</summary>
    /// <exception cref="NpyFormatException">No header begins like this.</exception>
    internal void Accept(int count)
    {
        _buffer.Accept(count);
        if (count == 0)
        {
            WantsMore = false;
        }
        else if (Filled == _wanted)
        {
            Advance();
        }
    }

    /// <summary>The header; null when there was not one byte.</summary>
    /// <exception cref="NpyFormatException">What has come is no header.</exception>
    internal NpyHeader? Finish() => Filled == 0 ? null : NpyHeader.Parse(_buffer.Bytes, _maxSize);

    /// <summary>Gives the buffer back to the pool.</summary>
    public void Dispose() => _buffer.Dispose();

    private void Advance()
    {
        if (!_lengthKnown && Filled < Verdict.HeadLength && !_buffer.Bytes.StartsWith(HeaderLayout.Magic))
        {
            // No array, so that nobody reads on behind it: more of it says what it is.
            _wanted = Verdict.HeadLength;
            return;
        }

        if (!_lengthKnown)
        {
            _lengthKnown = NpyHeader.TryGetLength(_buffer.Bytes, out int length, _maxSize);
            _wanted = _lengthKnown ? length : NpyHeader.PrefixLength;
        }

        WantsMore = Filled < _wanted;
    }
}
