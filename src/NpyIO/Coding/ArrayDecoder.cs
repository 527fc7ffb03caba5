using NpyIO.Arrays;

namespace NpyIO.Coding;

/// <summary>
/// Turns the bytes of a payload, as they arrive block by block, into an array's memory: byte order, C or Fortran order, casts, bool.
/// Every envelope (file, stream, archive entry, buffer) goes through it.
/// </summary>
/// <remarks>
/// How a caller uses it:
/// <list type="number">
/// <item>Create it. Nothing is allocated for the array yet.</item>
/// <item>Where the length of the source is known, compare it with <see cref="PayloadLength"/>, then call <see cref="Allocate"/>.
/// Where it is not (a pipe), call <see cref="Reserve"/> before each block instead, so that memory grows with what arrives.</item>
/// <item>When <see cref="IsInPlace"/>, read payload byte n to byte n of <see cref="Target"/>, and unless <see cref="IsRaw"/>
/// call <see cref="DecodeInPlace"/> for each block just read, while it is in the cache. Otherwise (or always, for bytes that lie in memory already)
/// give blocks to <see cref="Decode"/>. Blocks of <see cref="PreferredBlockLength"/> bytes, beginning at multiples of it, are best.</item>
/// <item>When every byte of the payload has been decoded once, take the array.</item>
/// </list>
/// After <see cref="Allocate"/> blocks that do not overlap may be decoded by several threads at once. Blocks begin and end at multiples of <see cref="BlockUnit"/>.
/// </remarks>
internal abstract partial class ArrayDecoder
{
    private protected ArrayDecoder(DType stored, ReadOnlySpan<long> shape, IDecoderTarget target)
    {
        Stored = stored;
        Shape = shape.ToArray();
        Count = ArrayLayout.CountOf(shape, stored.ItemSize);
        PayloadLength = Count * stored.ItemSize;
        _target = target;
    }

    /// <summary>The length of the payload, in bytes as stored.</summary>
    internal long PayloadLength { get; }

    /// <summary>Where the payload begins, in bytes from the array's magic string: for the offsets in messages. The envelope sets it.</summary>
    internal long DataOffset { get; set; }

    /// <summary>
    /// Whether the payload has the very places in the target that it has in the file, so that it can be read straight into <see cref="Target"/>
    /// and then be corrected in place; otherwise blocks go through <see cref="Decode"/>.
    /// </summary>
    internal abstract bool IsInPlace { get; }

    /// <summary>Whether there is nothing to correct after reading in place.</summary>
    internal abstract bool IsRaw { get; }

    /// <summary>Blocks given to <see cref="Decode"/> and <see cref="DecodeInPlace"/> begin at multiples of this many bytes, and their length is such a multiple.</summary>
    internal abstract long BlockUnit { get; }

    /// <summary>The length of blocks that decode fastest, in bytes; a multiple of <see cref="BlockUnit"/>. Begin them at multiples of it.</summary>
    internal abstract long PreferredBlockLength { get; }

    /// <summary>
    /// The length of the columns that the payload is best read in, side by side: <see cref="PartLength"/> bytes of the first, of the next and so on, then
    /// what follows in each. All of the payload is one column where nothing is gained by that.
    /// </summary>
    internal virtual long ColumnLength => PayloadLength;

    /// <summary>The length of blocks that decode fastest where they are read from any place, in bytes; a multiple of <see cref="BlockUnit"/>.</summary>
    internal virtual long PartLength => PreferredBlockLength;

    /// <summary>What the elements are in the payload.</summary>
    private protected DType Stored { get; }

    /// <summary>The shape, in elements.</summary>
    private protected long[] Shape { get; }

    /// <summary>The number of elements.</summary>
    private protected long Count { get; }

    /// <summary>Corrects, in place, payload bytes that have been read into the target. Only where <see cref="IsInPlace"/>.</summary>
    internal abstract void DecodeInPlace(long payloadOffset, long length);

    /// <summary>The array, once all of the payload has been decoded. Of a decoder that was created without a type.</summary>
    internal virtual NdArray ToNdArray() => new(ResultDType, Target, ResultLayout);

    /// <summary>The array, once all of the payload has been decoded. Of a decoder that was created for T.</summary>
    internal virtual NdArray<T> ToNdArray<T>() => new(ResultDType, Target, ResultLayout);

    /// <summary>What the elements are in the target (or, where they are values with other bytes, were).</summary>
    internal abstract DType ResultDType { get; }

    /// <summary>How the elements lie in the target.</summary>
    private protected abstract ArrayLayout ResultLayout { get; }
}
