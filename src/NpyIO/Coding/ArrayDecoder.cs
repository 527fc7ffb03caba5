using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Decodes a payload from any source, block by block as it arrives, into an array's memory: byte order, C or Fortran order, casts, bool.</summary>
/// <remarks>
/// If the length of the source is known, compare it with <see cref="PayloadLength"/> and call <see cref="Allocate"/>; if not (a pipe), call <see cref="Reserve"/> before each block.
/// If <see cref="IsInPlace"/>, read payload byte n to byte n of <see cref="Target"/> and, unless <see cref="IsRaw"/>, call <see cref="DecodeInPlace"/> while the block is
/// in the cache; otherwise, or for bytes already in memory, pass blocks to <see cref="Decode"/>. Decode every byte once, then take the array.
/// Blocks start and end at multiples of <see cref="BlockUnit"/>. After <see cref="Allocate"/>, several threads can decode blocks that do not overlap.
/// </remarks>
internal abstract class ArrayDecoder
{
    /// <summary>First allocation of <see cref="Reserve"/> when the claimed length is unverified, in bytes.</summary>
    internal static readonly Threshold FirstReserve = new(16L << 20);

    /// <summary>Maximum bytes handled at a time, so that lengths fit spans and scratch memory stays small.</summary>
    internal static readonly Threshold MaxPiece = new(16 << 20);

    /// <summary>The length of a block that is still in the cache when it is converted, in bytes.</summary>
    private protected const int GoodBlock = 256 << 10;

    private readonly IDecoderTarget _target;
    private readonly Lock _lock = new();
    private ArrayMemory? _memory;
    private long _reservedCount;

    /// <summary>Payload of a transposed array, received while little of it is allocated; null once all memory is.</summary>
    private ArrayMemory? _staged;
    private long _stagedLength;

    private protected ArrayDecoder(DType stored, bool fortranOrder, ArrayLayout result, IDecoderTarget target)
    {
        Stored = stored;
        StoredOrder = fortranOrder ? Order.Fortran : Order.C;
        ResultLayout = result;
        IsTransposed = !(fortranOrder ? result.IsFortranContiguous : result.IsCContiguous);

        // The layout has been checked for its own item size; smaller stored items cannot overflow.
        Count = stored.ItemSize <= result.ItemSize ? result.Count : ArrayLayout.CountOf(result.Shape, stored.ItemSize);
        PayloadLength = Count * stored.ItemSize;
        _target = target;
    }

    internal long PayloadLength { get; }

    /// <summary>The payload's offset from the array's magic string, in bytes; for messages. Set by the caller.</summary>
    internal long DataOffset { get; set; }

    /// <summary>Returns the offset of a payload byte from the array's magic string, in bytes, if the payload is gathered from several places; null if it is contiguous.</summary>
    internal Func<long, long>? PlaceOf { get; set; }

    /// <summary>If a part of an array is decoded, returns the index in the whole array of an element that has a number in the part; otherwise null. For messages; set by the caller.</summary>
    internal Func<long, long[]>? IndexInWhole { get; set; }

    /// <summary>Whether the payload has the same layout in <see cref="Target"/> as in the file.</summary>
    internal abstract bool IsInPlace { get; }

    /// <summary>Whether there is nothing to correct after reading in place.</summary>
    internal abstract bool IsRaw { get; }

    internal abstract long BlockUnit { get; }

    /// <summary>In bytes, for blocks at multiples of this; a multiple of <see cref="BlockUnit"/>.</summary>
    internal virtual long PreferredBlockLength => Math.Max(1, GoodBlock / BlockUnit) * BlockUnit;

    /// <summary>The length of columns to read side by side, <see cref="PartLength"/> bytes of each at a time. Equal to <see cref="PayloadLength"/> if columns do not help.</summary>
    internal virtual long ColumnLength => PayloadLength;

    /// <summary>The fastest block length at any offset, in bytes; a multiple of <see cref="BlockUnit"/>.</summary>
    internal virtual long PartLength => PreferredBlockLength;

    internal DType Stored { get; }

    /// <summary>C or Fortran.</summary>
    private protected Order StoredOrder { get; }

    internal ReadOnlySpan<long> Shape => ResultLayout.Shape;

    private protected long Count { get; }

    /// <summary>Returns the index of an element for messages, by its number in stored order.</summary>
    private protected long[] IndexOf(long number) => IndexInWhole?.Invoke(number) ?? ArrayLayout.IndexOf(number, Shape, StoredOrder);

    /// <summary>Whether the elements have another order in the target than in the payload.</summary>
    private protected bool IsTransposed { get; }

    /// <summary>Corrects bytes read into the target. Only if <see cref="IsInPlace"/>.</summary>
    internal abstract void DecodeInPlace(long payloadOffset, long length);

    /// <summary>Call it on a decoder created without a type, after all of the payload has been decoded.</summary>
    internal virtual NdArray ToNdArray() => new(ResultDType, Target, ResultLayout);

    /// <summary>Call it on a decoder created for T, after all of the payload has been decoded.</summary>
    internal virtual NdArray<T> ToNdArray<T>() => new(ResultDType, Target, ResultLayout);

    /// <summary>The dtype of the target or, if it holds CLR values with other bytes, the dtype they were read from.</summary>
    internal abstract DType ResultDType { get; }

    private protected virtual ArrayLayout ResultLayout { get; }

    internal static ArrayDecoder Create(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings) =>
        Create(stored, shape, fortranOrder, settings, static dtype => new DTypeTarget(dtype));

    /// <summary>Decodes into the start of existing memory, which has room for the array's bytes.</summary>
    internal static ArrayDecoder Create(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings, ArrayMemory destination) =>
        Create(stored, shape, fortranOrder, settings, _ => new GivenTarget(destination));

    private static ByteDecoder Create(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings, Func<DType, IDecoderTarget> targetOf)
    {
        CheckObjects(stored);

        // A record without a swap plan keeps its byte order.
        SwapPlan? swap = settings.ByteOrder == ByteOrderMode.Keep ? null : SwapPlan.ToNative(stored);
        DType target = swap is null ? stored : Casts.Native(stored);
        var transform = new ElementTransform(stored.ItemSize, stored.ItemSize, swap ?? SwapPlan.None, null, SwapPlan.None);
        return new ByteDecoder(stored, shape, fortranOrder, TargetOrder(settings.Order, fortranOrder), target, transform, targetOf(target));
    }

    internal static ArrayDecoder Create<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings) =>
        Create<T>(stored, shape, fortranOrder, settings, new TypedTarget<T>());

    /// <summary>Decodes into the start of existing memory of values of T, in C order and native byte order. The memory must stay valid until the decoder has finished.</summary>
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
        if (default(T) is INpyRecord)
            return CreateForRecords<T>(stored, shape, fortranOrder, order, settings, memory);
        if (ElementRunReaders.Get<T>(stored, settings.Casting) is { } reader)
        {
            CheckElements(shape, stored, settings);
            CheckSize(shape, stored, typeof(T), Unsafe.SizeOf<T>());
            return new ElementDecoder<T>(stored, shape, fortranOrder, order, reader, SwapPlan.ToNative(stored)!, memory);
        }

        DType? wanted = ElementType<T>.Plain;
        bool isExact = wanted is { HasObject: false } && Casts.IsSameButForByteOrder(stored, wanted);
        ElementTransform? transform = isExact ? Casts.Swapping(stored, wanted!)
            : wanted is { HasObject: false } && Casts.CanCast(stored, wanted, settings.Casting) ? Casts.Transform(stored, wanted, settings.Casting)
            : null;
        if (wanted is null || transform is null)
        {
            CodingThrow.CannotLoadAs(typeof(T), stored, wanted);
            return null;
        }

        CheckSize(shape, stored, typeof(T), wanted.ItemSize);
        if (isExact && settings.ByteOrder == ByteOrderMode.Keep)
            (wanted, transform) = (stored, Casts.Swapping(stored, stored)!);
        if (typeof(T) == typeof(bool) && isExact)
            transform = Casts.NormalisingBooleans;
        return new ByteDecoder(stored, shape, fortranOrder, order, wanted, transform, memory);
    }

    private static ArrayDecoder CreateForRecords<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, Order order, DecoderSettings settings, IDecoderTarget memory)
    {
        CheckElements(shape, stored, settings);
        CheckSize(shape, stored, typeof(T), Unsafe.SizeOf<T>());
        return RecordDecoder<T>.Create(stored, shape, fortranOrder, order, settings, memory);
    }

    private static void CheckElements(ReadOnlySpan<long> shape, DType stored, DecoderSettings settings)
    {
        if (stored.ItemSize == 0 && ArrayLayout.CountOf(shape, 0) is var count && count > settings.MaxElements)
            CodingThrow.TooManyElements(count, settings.MaxElements);
    }

    private static Order TargetOrder(Order wanted, bool fortranOrder) =>
        wanted == Order.Keep ? (fortranOrder ? Order.Fortran : Order.C) : wanted;

    // Wider elements can exceed the size of any array, although the stored ones do not.
    private static void CheckSize(ReadOnlySpan<long> shape, DType stored, Type type, int itemSize)
    {
        if (!ArrayLayout.TryCount(shape, itemSize, out _))
            CodingThrow.TooLarge(shape, stored, type);
    }

    private static void CheckObjects(DType stored)
    {
        if (stored.HasObject)
            CodingThrow.PythonObjects(stored);
    }

    /// <summary>Allocates all of the memory when first read, unless <see cref="Reserve"/> has been called: then it is the memory reserved so far, and a different object after the next call.</summary>
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

    /// <summary>The caller has verified that the payload is that long.</summary>
    internal void Allocate() => Reserve(PayloadLength);

    /// <summary>Makes room for the first <paramref name="payloadLength"/> bytes and keeps what has been decoded. Not while another thread decodes.</summary>
    internal void Reserve(long payloadLength)
    {
        if (_memory is not null && _reservedCount == Count)
            return;
        int itemSize = Math.Max(1, Stored.ItemSize);
        // At least doubles, but never exceeds FirstReserve or three times the received bytes: a claimed length alone costs little.
        long granted = payloadLength >= PayloadLength / 3 ? PayloadLength : Math.Max(FirstReserve, 2 * payloadLength);
        if (granted >= PayloadLength || _target.IsThere)
            Complete();
        else if (IsTransposed)
            Stage(payloadLength, granted / itemSize * itemSize);
        else if (_memory is null || payloadLength > _reservedCount * itemSize)
            Grow(granted / itemSize);
    }

    /// <summary>Also allowed if <see cref="IsInPlace"/>.</summary>
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

    /// <summary>The block is not empty.</summary>
    private protected abstract void DecodeBlock(long payloadOffset, ReadOnlySpan<byte> block);

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

/// <summary>How a decoder stores the elements: axes and byte order in memory, allowed conversions, the maximum number of elements of size 0, and how fields may differ from those of a record.</summary>
internal readonly record struct DecoderSettings(Order Order, ByteOrderMode ByteOrder, Casting Casting, long MaxElements, RecordRules Records = default);
