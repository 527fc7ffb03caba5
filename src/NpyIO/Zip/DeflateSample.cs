using System.Buffers;
using System.IO.Compression;

namespace NpyIO.Zip;

/// <summary>Pieces from all over an entry, used to decide how to deflate it. The result depends on the data alone.</summary>
internal sealed class DeflateSample : IDisposable
{
    private const int Fraction = 8;
    private const int MinLength = 16 << 10;
    private const int MaxLength = 256 << 10;
    private const int MinPieces = 4;

    /// <summary>Well above deflate's window of 32 KiB, in bytes, so that a piece is matched with itself and not with the one before.</summary>
    private const int MaxPieceLength = 64 << 10;

    private readonly byte[] _buffer;
    private readonly int _length;

    internal DeflateSample(EntryContent content)
        : this(content, 0, content.PayloadLength, MaxLength)
    {
    }

    /// <summary>Samples at most <paramref name="most"/> bytes of the payload between <paramref name="offset"/> and <paramref name="end"/>.</summary>
    internal DeflateSample(EntryContent content, long offset, long end, int most)
    {
        long length = end - offset;
        int wanted = (int)Math.Min(length, Math.Clamp(length / Fraction, MinLength, most));
        int piece = content.WholeUnits(Math.Min(wanted, Math.Clamp(wanted / MinPieces, MinLength, MaxPieceLength)));
        int count = Math.Max(1, wanted / piece);
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)piece * count, length));

        long step = count == 1 ? 0 : (length - piece) / (count - 1) / content.Unit * content.Unit;
        for (int i = 0; i < count; i++)
        {
            int room = (int)Math.Min(piece, length - i * step);
            content.Fill(offset + i * step, _buffer.AsSpan(_length, room));
            _length += room;
        }
    }

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Returns the deflated length of the sample, in bytes.</summary>
    internal long Try(DeflateSetting setting)
    {
        using var output = new PooledStream(long.MaxValue);
        using (DeflateStream deflater = setting.Open(output))
            deflater.Write(Bytes);
        return output.Length;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
