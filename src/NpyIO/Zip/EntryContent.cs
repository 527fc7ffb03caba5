namespace NpyIO.Zip;

/// <summary>The content of an entry: a short head, then the payload, which several threads can read in blocks at once.</summary>
internal abstract class EntryContent
{
    /// <summary>The bytes before the payload: an array's header, or empty.</summary>
    internal abstract ReadOnlySpan<byte> Head { get; }

    /// <summary>Length of the payload, in bytes.</summary>
    internal abstract long PayloadLength { get; }

    /// <summary>Offsets and lengths of blocks are multiples of this many bytes.</summary>
    internal abstract int Unit { get; }

    /// <summary>Whether the payload is in memory as it is written: <see cref="Span"/> then returns it without copying.</summary>
    internal abstract bool IsContiguous { get; }

    /// <summary>Length of head and payload, in bytes.</summary>
    internal long Length => Head.Length + PayloadLength;

    /// <summary>Returns a part of the payload in place; only if <see cref="IsContiguous"/>. It is valid while this object is reachable, which the span does not ensure.</summary>
    internal abstract ReadOnlySpan<byte> Span(long offset, int length);

    /// <summary>Fills a block with the payload from <paramref name="offset"/> on.</summary>
    internal abstract void Fill(long offset, Span<byte> block);

    /// <summary>Returns the largest multiple of <see cref="Unit"/> that is at most <paramref name="length"/> bytes, but at least one unit.</summary>
    internal int WholeUnits(int length) => Math.Max(1, length / Unit) * Unit;
}
