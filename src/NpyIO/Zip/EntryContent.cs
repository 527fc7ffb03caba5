namespace NpyIO.Zip;

/// <summary>What an entry is made of: a short head, then the payload, which is given in blocks, to several threads at once.</summary>
internal abstract class EntryContent
{
    /// <summary>What stands before the payload: an array's header; empty where there is none.</summary>
    internal abstract ReadOnlySpan<byte> Head { get; }

    /// <summary>The length of the payload, in bytes.</summary>
    internal abstract long PayloadLength { get; }

    /// <summary>Blocks begin at multiples of this many bytes, and their length is such a multiple.</summary>
    internal abstract int Unit { get; }

    /// <summary>Whether the payload lies in memory as it is: <see cref="Span"/> gives it without copying.</summary>
    internal abstract bool IsContiguous { get; }

    /// <summary>The length of head and payload, in bytes.</summary>
    internal long Length => Head.Length + PayloadLength;

    /// <summary>A part of the payload where it lies; only if <see cref="IsContiguous"/>. Valid while this is reachable, which the span does not see to.</summary>
    internal abstract ReadOnlySpan<byte> Span(long offset, int length);

    /// <summary>Fills a block with the payload from an offset on.</summary>
    internal abstract void Fill(long offset, Span<byte> block);

    /// <summary>The greatest multiple of <see cref="Unit"/> that is no longer than this many bytes, but one at least.</summary>
    internal int WholeUnits(int length) => Math.Max(1, length / Unit) * Unit;
}
