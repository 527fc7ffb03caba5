using NpyIO.Arrays;

namespace NpyIO.Buffers;

/// <summary>
/// Turns the bytes of a payload, as they arrive block by block, into an array's memory: byte order, C or Fortran order, casts, bool.
/// Every envelope (file, stream, archive member, buffer) goes through it.
/// </summary>
/// <remarks>
/// How a caller uses it:
/// <list type="number">
/// <item>Create it. Nothing is allocated for the array yet.</item>
/// <item>Where the length of the source is known, compare it with <see cref="PayloadLength"/>, then call <see cref="Allocate"/>.
/// Where it is not (a pipe), call <see cref="Reserve"/> before each block instead, so that memory grows with what arrives.</item>
/// <item>When <see cref="IsInPlace"/>, read payload byte n to byte <see cref="TargetOffset"/> + n of <see cref="Target"/>, and unless <see cref="IsRaw"/>
/// call <see cref="DecodeInPlace"/> for each block just read, while it is in the cache. Otherwise (or always, for bytes that lie in memory already)
/// give blocks to <see cref="Decode"/>. Blocks of <see cref="PreferredBlockLength"/> bytes are best.</item>
/// <item>When every byte of the payload has been decoded once, take the array.</item>
/// </list>
/// After <see cref="Allocate"/> blocks that do not overlap may be decoded by several threads at once. Blocks begin and end at multiples of <see cref="BlockUnit"/>.
/// </remarks>
internal abstract partial class ArrayDecoder
{
    /// <summary>The least memory that <see cref="Reserve"/> takes for an array of unknown truth, in bytes.</summary>
    internal const long FirstReserve = 16L << 20;

    private protected ArrayDecoder(DType stored, ReadOnlySpan<long> shape)
    {
        Stored = stored;
        Shape = shape.ToArray();
        Count = ArrayLayout.CountOf(shape, stored.ItemSize);
        PayloadLength = Count * stored.ItemSize;
    }

    /// <summary>The length of the payload, in bytes as stored.</summary>
    internal long PayloadLength { get; }

    /// <summary>
    /// Whether the payload has the very places in the target that it has in the file, so that it can be read straight into <see cref="Target"/>
    /// and then be corrected in place; otherwise blocks go through <see cref="Decode"/>.
    /// </summary>
    internal abstract bool IsInPlace { get; }

    /// <summary>Whether there is nothing to correct after reading in place.</summary>
    internal abstract bool IsRaw { get; }

    /// <summary>
    /// The array's memory; payload byte 0 belongs at <see cref="TargetOffset"/> when reading in place. Asking for it allocates all of it, unless
    /// <see cref="Reserve"/> has been called: then it is what has been reserved so far, and another object after the next call.
    /// </summary>
    internal abstract ArrayMemory Target { get; }

    /// <summary>Where the array begins in <see cref="Target"/>, in bytes.</summary>
    internal abstract long TargetOffset { get; }

    /// <summary>Blocks given to <see cref="Decode"/> and <see cref="DecodeInPlace"/> begin at multiples of this many bytes, and their length is such a multiple.</summary>
    internal abstract long BlockUnit { get; }

    /// <summary>The length of blocks that decode fastest, in bytes; a multiple of <see cref="BlockUnit"/>. Begin them at multiples of it.</summary>
    internal abstract long PreferredBlockLength { get; }

    /// <summary>What the elements are in the payload.</summary>
    private protected DType Stored { get; }

    /// <summary>The shape, in elements.</summary>
    private protected long[] Shape { get; }

    /// <summary>The number of elements.</summary>
    private protected long Count { get; }

    /// <summary>Allocates all of the array's memory. The caller has made sure that the payload is there.</summary>
    internal void Allocate() => Reserve(PayloadLength);

    /// <summary>
    /// Makes room for the first <paramref name="payloadLength"/> bytes of the payload, and keeps what has been decoded. Memory grows at least twofold,
    /// so that it never is more than <see cref="FirstReserve"/> or double of what has arrived. Not while another thread decodes.
    /// </summary>
    internal abstract void Reserve(long payloadLength);

    /// <summary>Corrects, in place, payload bytes that have been read into the target.</summary>
    internal abstract void DecodeInPlace(long payloadOffset, long length);

    /// <summary>Decodes a block of payload from a buffer of the caller's. Also where <see cref="IsInPlace"/>.</summary>
    internal abstract void Decode(long payloadOffset, ReadOnlySpan<byte> block);

    /// <summary>The array, once all of the payload has been decoded.</summary>
    internal abstract NdArray ToNdArray();
}
