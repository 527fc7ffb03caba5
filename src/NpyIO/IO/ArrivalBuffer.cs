using System.Buffers;

namespace NpyIO.IO;

/// <summary>A pooled buffer that doubles as bytes arrive, so that its size follows the bytes received, never the claimed length.</summary>
internal sealed class ArrivalBuffer : IDisposable
{
    private byte[] _bytes;

    internal ArrivalBuffer(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    internal int Filled { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Filled);

    /// <summary>Returns free space for the next bytes, but never for more than <paramref name="wanted"/> bytes in total.</summary>
    internal Memory<byte> Room(int wanted)
    {
        if (Filled == _bytes.Length && wanted > Filled)
            Grow();

        return _bytes.AsMemory(Filled, Math.Min(wanted, _bytes.Length) - Filled);
    }

    internal void Accept(int count) => Filled += count;

    internal void Clear() => Filled = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_bytes.Length * 2L, Array.MaxLength));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
