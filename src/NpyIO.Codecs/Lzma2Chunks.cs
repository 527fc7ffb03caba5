using NpyIO.IO;

namespace NpyIO.Codecs;

/// <summary>Passes the LZMA2 data of a block to the decoder. Checks each chunk header: the decoder would allocate memory for any number of literal states that it claims.</summary>
internal sealed class Lzma2Chunks(CompressedInput input) : ForwardReadStream
{
    private const int End = 0;
    private const int Compressed = 0x80;
    private const int WithProperties = 0xC0;

    /// <summary>In bytes.</summary>
    private const int StoredHeadLength = 3;
    private const int CompressedHeadLength = 5;

    private readonly byte[] _head = new byte[CompressedHeadLength + 1];
    private int _headLength;
    private int _headTaken;
    private long _left;

    internal bool IsAtEnd { get; private set; }

    public override int ReadByte()
    {
        if (_headTaken == _headLength && _left > 0)
        {
            _left--;
            return input.ReadByte();
        }

        return base.ReadByte();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_left == 0 && _headTaken == _headLength && !NextHead()))
            return 0;

        int count = Math.Min(buffer.Length, _headLength - _headTaken);
        if (count > 0)
        {
            _head.AsSpan(_headTaken, count).CopyTo(buffer);
            _headTaken += count;
            return count;
        }

        count = input.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= count;
        return count;
    }

    private bool NextHead()
    {
        if (IsAtEnd)
            return false;

        input.ReadExactly(_head.AsSpan(0, 1));
        int control = _head[0];
        IsAtEnd = control == End;
        _headTaken = 0;
        _headLength = control switch
        {
            End => 1,
            < Compressed => StoredHeadLength,
            < WithProperties => CompressedHeadLength,
            _ => CompressedHeadLength + 1,
        };
        input.ReadExactly(_head.AsSpan(1, _headLength - 1));
        if (control >= WithProperties)
            LzmaLimits.CheckLiteralBits(_head[CompressedHeadLength]);

        int lengthAt = control >= Compressed ? StoredHeadLength : 1;
        _left = IsAtEnd ? 0 : ((_head[lengthAt] << 8) | _head[lengthAt + 1]) + 1;
        return true;
    }
}
