using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

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
internal abstract class ArrayDecoder
{
    /// <summary>First allocation of <see cref="Reserve"/> when the claimed length is unverified, in bytes.</summary>
    internal static readonly Threshold FirstReserve = new(16L << 20);

    /// <summary>Maximum bytes handled at a time, so that lengths fit spans and scratch memory stays small.</summary>
    internal static readonly Threshold MaxPiece = new(16 << 20);

    private readonly IDecoderTarget _target;
    private readonly Lock _lock = new();
    private ArrayMemory? _memory;
    private long _reservedCount;

    /// <summary>
    /// Payload received while little of the array is allocated, for arrays whose payload is not a prefix of the array: transposed ones.
    /// Null once all memory is allocated.
    /// </summary>
    private ArrayMemory? _staged;
    private long _stagedLength;

    private protected ArrayDecoder(DType stored, ReadOnlySpan<long> shape, ArrayLayout result, IDecoderTarget target)
    {
        Stored = stored;
        Shape = shape.ToArray();
        ResultLayout = result;

        // The layout has been checked for its own item size; smaller stored items cannot overflow.
        Count = stored.ItemSize <= result.ItemSize ? result.Count : ArrayLayout.CountOf(shape, stored.ItemSize);
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

    /// <summary>Whether the elements are in another order in the target than in the payload.</summary>
    private protected abstract bool IsTransposed { get; }

    /// <summary>Corrects payload bytes read into the target, in place. Only if <see cref="IsInPlace"/>.</summary>
    internal abstract void DecodeInPlace(long payloadOffset, long length);

    /// <summary>Returns the array after all of the payload has been decoded. For a decoder created without a type.</summary>
    internal virtual NdArray ToNdArray() => new(ResultDType, Target, ResultLayout);

    /// <summary>Returns the array after all of the payload has been decoded. For a decoder created for T.</summary>
    internal virtual NdArray<T> ToNdArray<T>() => new(ResultDType, Target, ResultLayout);

    /// <summary>The dtype of the target or, if it holds CLR values with other bytes, the dtype they were read from.</summary>
    internal abstract DType ResultDType { get; }

    private protected virtual ArrayLayout ResultLayout { get; }

    /// <summary>Creates a decoder into fresh memory for an untyped array, with the dtype and layout of <paramref name="settings"/>.</summary>
    /// <exception cref="NpyFormatException">The dtype holds Python objects.</exception>
    internal static ArrayDecoder Create(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings)
    {
        CheckObjects(stored);

        // A record without a swap plan keeps its byte order.
        bool keeps = settings.ByteOrder == ByteOrderMode.Keep || SwapPlan.ToNative(stored) is null;
        DType target = keeps ? stored : Casts.Native(stored);
        ElementTransform transform = Casts.Transform(stored, target)!;
        return new ByteDecoder(stored, shape, fortranOrder, TargetOrder(settings.Order, fortranOrder), target, transform, new DTypeTarget(target));
    }

    /// <summary>
    /// Creates a decoder into a fresh <c>T[]</c> (or blocks, beyond its limit), casting as <paramref name="settings"/> allow. Without a cast,
    /// T is the CLR type of the dtype, or <see cref="string"/> or <c>byte[]</c> for text, <see cref="Datetime64"/> or <see cref="Timedelta64"/> for dates.
    /// </summary>
    /// <exception cref="InvalidCastException">T does not fit the dtype.</exception>
    /// <exception cref="NpyFormatException">The dtype holds Python objects.</exception>
    internal static ArrayDecoder Create<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings) =>
        Create<T>(stored, shape, fortranOrder, settings, new TypedTarget<T>());

    /// <summary>
    /// Creates a decoder into the start of existing memory that holds values of T, always in C order and native byte order.
    /// The memory can be a pinned buffer; it must stay valid until the decoder has finished.
    /// </summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    internal static ArrayDecoder Create<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings, ArrayMemory destination)
    {
        long count = ArrayLayout.CountOf(shape, stored.ItemSize);
        long room = destination.Length / Unsafe.SizeOf<T>();
        if (room < count)
            CodingThrow.DestinationTooSmall(room, count, nameof(destination));
        settings = settings with { Order = Order.C, ByteOrder = ByteOrderMode.Native };
        return Create<T>(stored, shape, fortranOrder, settings, new GivenTarget(destination));
    }

    private static ArrayDecoder Create<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings, IDecoderTarget memory)
    {
        CheckObjects(stored);
        Order order = TargetOrder(settings.Order, fortranOrder);
        if (ElementRunReaders.Get<T>(stored) is { } reader)
        {
            if (stored.ItemSize == 0 && ArrayLayout.CountOf(shape, 0) is var count && count > settings.MaxElements)
                CodingThrow.TooManyElements(count, settings.MaxElements);
            return new ElementDecoder<T>(stored, shape, fortranOrder, order, reader, SwapPlan.ToNative(stored)!, memory);
        }

        DType.TryOf(typeof(T), out DType? wanted);
        bool isExact = wanted is { HasObject: false } && Casts.IsSameButForByteOrder(stored, wanted);
        ElementTransform? transform = isExact ? Casts.Swapping(stored, wanted!)
            : wanted is { HasObject: false } && Casts.CanCast(stored, wanted, settings.Casting) ? Casts.Transform(stored, wanted, settings.Casting)
            : null;
        if (wanted is null || transform is null)
        {
            CodingThrow.CannotLoadAs(typeof(T), stored, wanted);
            return null;
        }

        if (isExact && settings.ByteOrder == ByteOrderMode.Keep)
            (wanted, transform) = (stored, Casts.Swapping(stored, stored)!);
        if (typeof(T) == typeof(bool) && isExact)
            transform = Casts.NormalisingBooleans;
        return new ByteDecoder(stored, shape, fortranOrder, order, wanted, transform, memory);
    }

    private static Order TargetOrder(Order wanted, bool fortranOrder) =>
        wanted == Order.Keep ? (fortranOrder ? Order.Fortran : Order.C) : wanted;

    private static void CheckObjects(DType stored)
    {
        if (stored.HasObject)
            CodingThrow.PythonObjects(stored);
    }

    /// <summary>
    /// The array's memory; when reading in place, payload byte 0 belongs at its start. The getter allocates all of it, unless
    /// <see cref="Reserve"/> has been called: then it is the memory reserved so far, and a different object after the next call.
    /// </summary>
    internal ArrayMemory Target
    {
        get
        {
            if (_memory is null)
            {
                lock (_lock)
                {
                    if (_memory is null)
                        Complete();
                }
            }

            return _memory!;
        }
    }

    /// <summary>Allocates all of the array's memory. The caller has verified that the payload is that long.</summary>
    internal void Allocate() => Reserve(PayloadLength);

    /// <summary>
    /// Makes room for the first <paramref name="payloadLength"/> bytes of the payload and keeps what has been decoded. Memory at least doubles, but never exceeds
    /// <see cref="FirstReserve"/> or three times the received bytes, so that old and new memory together stay below 1.5 times the payload. Not while another thread decodes.
    /// </summary>
    internal void Reserve(long payloadLength)
    {
        if (_memory is not null && _reservedCount == Count)
            return;
        int itemSize = Math.Max(1, Stored.ItemSize);
        long granted = payloadLength >= PayloadLength / 3 ? PayloadLength : Math.Max(FirstReserve, 2 * payloadLength);
        if (granted >= PayloadLength || _target.IsThere)
            Complete();
        else if (IsTransposed)
            Stage(payloadLength, granted / itemSize * itemSize);
        else if (_memory is null || payloadLength > _reservedCount * itemSize)
            Grow(granted / itemSize);
    }

    /// <summary>Decodes a block of payload from the caller's buffer. Also allowed if <see cref="IsInPlace"/>.</summary>
    internal void Decode(long payloadOffset, ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
            return;
        if (_staged is not null)
            block.CopyTo(MemoryMarshal.CreateSpan(ref _staged.At(payloadOffset), block.Length));
        else
            DecodeBlock(payloadOffset, block);
    }

    /// <summary>Called when memory for all elements is allocated, before decoding continues.</summary>
    private protected virtual void Prepare(ArrayMemory memory)
    {
    }

    /// <summary>Decodes a non-empty block into the target.</summary>
    private protected abstract void DecodeBlock(long payloadOffset, ReadOnlySpan<byte> block);

    /// <summary>Allocates all of the array's memory and moves everything decoded so far into it.</summary>
    private void Complete()
    {
        Grow(Count);
        Prepare(_memory!);
        if (_staged is not { } staged)
            return;
        _staged = null;
        long piece = Math.Max(1, MaxPiece / Stored.ItemSize) * Stored.ItemSize;
        for (long at = 0; at < _stagedLength; at += piece)
            DecodeBlock(at, MemoryMarshal.CreateReadOnlySpan(ref staged.At(at), (int)Math.Min(piece, _stagedLength - at)));
        staged.ReleasePages();
    }

    private void Grow(long count)
    {
        ArrayMemory grown = _target.Allocate(count);
        if (_memory is not null)
            _target.Move(_memory, grown, _reservedCount);
        _reservedCount = count;
        Volatile.Write(ref _memory, grown);
    }

    private void Stage(long needed, long granted)
    {
        if (_staged is not null && needed <= _stagedLength)
            return;

        // Zeroed: bytes not received when the rest is allocated are decoded along with the others, and again later.
        ArrayMemory grown = ArrayMemory.Allocate<byte>(granted, zeroed: true);
        if (_staged is not null)
        {
            StridedCopy.Copy(ref _staged.Origin, [1], ref grown.Origin, [1], [_stagedLength], 1);
            _staged.ReleasePages();
        }

        _staged = grown;
        _stagedLength = granted;
    }
}

/// <summary>How a decoder stores the elements.</summary>
/// <param name="Order">The order of the axes in memory.</param>
/// <param name="ByteOrder">The byte order in memory.</param>
/// <param name="Casting">The allowed conversions.</param>
/// <param name="MaxElements">The maximum number of zero-size elements.</param>
internal readonly record struct DecoderSettings(Order Order, ByteOrderMode ByteOrder, Casting Casting, long MaxElements);
