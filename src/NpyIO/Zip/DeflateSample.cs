using System.Buffers;
using System.IO.Compression;

namespace NpyIO.Zip;

/// <summary>A few pieces from all over a member, by which is decided how it is deflated. What comes out depends on the data alone.</summary>
internal sealed class DeflateSample : IDisposable
{
    private const int Fraction = 8;
    private const int LeastLength = 16 << 10;
    private const int MostLength = 256 << 10;
    private const int PieceLength = 16 << 10;

    private readonly byte[] _buffer;
    private readonly int _length;

    /// <summary>Takes a sample.</summary>
    internal DeflateSample(MemberContent content)
    {
        long length = content.PayloadLength;
        int wanted = (int)Math.Min(length, Math.Clamp(length / Fraction, LeastLength, MostLength));
        int piece = content.WholeUnits(Math.Min(wanted, PieceLength));
        int count = Math.Max(1, wanted / piece);
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)piece * count, length));

        long step = count == 1 ? 0 : (length - piece) / (count - 1) / content.Unit * content.Unit;
        for (int i = 0; i < count; i++)
        {
            int room = (int)Math.Min(piece, length - i * step);
            content.Fill(i * step, _buffer.AsSpan(_length, room));
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
