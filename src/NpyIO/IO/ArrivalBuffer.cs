using System.Buffers;

namespace NpyIO.IO;

/// <summary>
/// A pooled buffer that fills as bytes arrive and is doubled as they do, so that its size follows the bytes that are there, never the number that was claimed.
/// </summary>
internal sealed class ArrivalBuffer : IDisposable
{
    private byte[] _bytes;

    /// <summary>An empty buffer.</summary>
    /// <param name="capacity">What it has room for before it is first doubled, in bytes.</param>
    internal ArrivalBuffer(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes have come.</summary>
    internal int Filled { get; private set; }

    /// <summary>The bytes that have come.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Filled);

    /// <summary>Where the next bytes are to go, so many that no more than <paramref name="wanted"/> are there then.</summary>
    internal Memory<byte> Room(int wanted)
    {
        if (Filled == _bytes.Length && wanted > Filled)
        {
            Grow();
        }

        return _bytes.AsMemory(Filled, Math.Min(wanted, _bytes.Length) - Filled);
    }

    /// <summary>Counts bytes that have been put into the room.</summary>
    internal void Accept(int count) => Filled += count;

    /// <summary>Forgets the bytes, to be filled anew.</summary>
    internal void Clear() => Filled = 0;

    /// <summary>Gives the buffer back to the pool.</summary>
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
