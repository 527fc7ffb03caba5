using NpyIO.Arrays;

namespace NpyIO.Coding;

/// <summary>
/// Decodes a payload, block by block as it arrives, into an array's memory: byte order, C or Fortran order, casts, bool.
/// All sources (file, stream, archive entry, buffer) use it.
/// </summary>
/// <remarks>
/// To use it:
/// <list type="number">
/// <item>Create it. Nothing is allocated for the array yet.</item>
/// <item>If the length of the source is known, compare it with <see cref="PayloadLength"/>, then call <see cref="Allocate"/>.
/// If it is not known (a pipe), call <see cref="Reserve"/> before each block instead, so that memory grows with the received bytes.</item>
/// <item>If <see cref="IsInPlace"/>, read payload byte n to byte n of <see cref="Target"/> and, unless <see cref="IsRaw"/>,
/// call <see cref="DecodeInPlace"/> for each block just read, while it is in the cache. Otherwise (or always, for bytes already in memory)
/// pass blocks to <see cref="Decode"/>. Blocks of <see cref="PreferredBlockLength"/> bytes at multiples of it are best.</item>
/// <item>After decoding every byte of the payload once, take the array.</item>
/// </list>
/// After <see cref="Allocate"/>, several threads can decode blocks that do not overlap. Blocks start and end at multiples of <see cref="BlockUnit"/>.
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

    /// <summary>The length of the stored payload, in bytes.</summary>
    internal long PayloadLength { get; }

    /// <summary>The offset of the payload from the array's magic string, in bytes; for the offsets in messages. Set by the caller.</summary>
    internal long DataOffset { get; set; }

    /// <summary>
    /// Whether the payload has the same layout in the target as in the file, so that it can be read straight into <see cref="Target"/>
    /// and corrected in place; otherwise blocks must go through <see cref="Decode"/>.
    /// </summary>
    internal abstract bool IsInPlace { get; }

    /// <summary>Whether there is nothing to correct after reading in place.</summary>
    internal abstract bool IsRaw { get; }

    /// <summary>Offset and length of all blocks must be multiples of this, in bytes.</summary>
    internal abstract long BlockUnit { get; }

    /// <summary>The fastest block length, in bytes, at offsets that are multiples of it; a multiple of <see cref="BlockUnit"/>.</summary>
    internal abstract long PreferredBlockLength { get; }

    /// <summary>
    /// The length of the columns to read side by side: <see cref="PartLength"/> bytes of the first, of the next and so on, then
    /// the next part of each. Equal to the payload's length if columns would not help.
    /// </summary>
    internal virtual long ColumnLength => PayloadLength;

    /// <summary>The fastest block length at arbitrary offsets, in bytes; a multiple of <see cref="BlockUnit"/>.</summary>
    internal virtual long PartLength => PreferredBlockLength;

    /// <summary>The dtype of the payload.</summary>
    private protected DType Stored { get; }

    /// <summary>The shape, in elements.</summary>
    private protected long[] Shape { get; }

    private protected long Count { get; }

    /// <summary>Corrects payload bytes read into the target, in place. Only if <see cref="IsInPlace"/>.</summary>
    internal abstract void DecodeInPlace(long payloadOffset, long length);

    /// <summary>Returns the array after all of the payload has been decoded. For a decoder created without a type.</summary>
    internal virtual NdArray ToNdArray() => new(ResultDType, Target, ResultLayout);

    /// <summary>Returns the array after all of the payload has been decoded. For a decoder created for T.</summary>
    internal virtual NdArray<T> ToNdArray<T>() => new(ResultDType, Target, ResultLayout);

    /// <summary>The dtype of the target or, if it holds CLR values with other bytes, the dtype they were read from.</summary>
    internal abstract DType ResultDType { get; }

    private protected abstract ArrayLayout ResultLayout { get; }
}
