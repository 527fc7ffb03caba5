using System.Buffers;
using System.IO.Compression;

namespace NpyIO.Zip;

/// <summary>A few pieces from all over an entry, by which is decided how it is deflated. What comes out depends on the data alone.</summary>
internal sealed class DeflateSample : IDisposable
{
    private const int Fraction = 8;
    private const int LeastLength = 16 << 10;
    private const int MostLength = 256 << 10;
    private const int LeastPieces = 4;

    /// <summary>Well above deflate's window of 32 KiB, so that a piece is matched with itself and not with the one before.</summary>
    private const int MostPieceLength = 64 << 10;

    private readonly byte[] _buffer;
    private readonly int _length;

    /// <summary>Takes a sample of an entry.</summary>
    internal DeflateSample(EntryContent content)
        : this(content, 0, content.PayloadLength, MostLength)
    {
    }

    /// <summary>Takes a sample of a part of an entry.</summary>
    /// <param name="content">The entry.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="most">The longest sample, in bytes.</param>
    internal DeflateSample(EntryContent content, long offset, long end, int most)
    {
        long length = end - offset;
        int wanted = (int)Math.Min(length, Math.Clamp(length / Fraction, LeastLength, most));
        int piece = content.WholeUnits(Math.Min(wanted, Math.Clamp(wanted / LeastPieces, LeastLength, MostPieceLength)));
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

    /// <summary>The sample.</summary>
    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>The length that the sample gets, in bytes.</summary>
    internal long Try(DeflateSetting setting)
    {
        using var output = new PooledStream(long.MaxValue);
        using (DeflateStream deflater = setting.Open(output))
            deflater.Write(Bytes);
        return output.Length;
    }

    /// <summary>Lets the buffer go.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
