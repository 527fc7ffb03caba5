using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Decodes elements to CLR values that do not have the stored bytes: strings, dates with their unit.</summary>
internal sealed class ElementDecoder<T> : ArrayDecoder
{
    /// <summary>In bytes.</summary>
    private const int InPlacePiece = 8 << 10;

    private readonly ElementRunReader<T> _reader;
    private readonly SwapPlan _swap;
    private readonly long[]? _targetSteps;
    private readonly bool _storedFortran;

    internal ElementDecoder(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, Order targetOrder, ElementRunReader<T> reader, SwapPlan swap, IDecoderTarget target)
        : base(stored, fortranOrder, ArrayLayout.Contiguous(shape, Unsafe.SizeOf<T>(), targetOrder), target)
    {
        _reader = reader;
        _swap = swap;
        _storedFortran = fortranOrder;
        ResultDType = Casts.Native(stored);
        if (IsTransposed)
            _targetSteps = ArrayLayout.ContiguousStrides(shape, 1, targetOrder);
    }

    /// <summary>Dates and times of 8 bytes, whose counts are read to where the values will be.</summary>
    internal override bool IsInPlace => TimeType<T>.Row is not null && Unsafe.SizeOf<T>() == Stored.ItemSize && !IsTransposed;

    internal override bool IsRaw => false;

    internal override long BlockUnit => Math.Max(1, Stored.ItemSize);

    internal override DType ResultDType { get; }

    internal override void DecodeInPlace(long payloadOffset, long length)
    {
        // By way of memory in the L1 cache, so that the counts are there if one cannot be read.
        byte[] counts = ArrayPool<byte>.Shared.Rent(InPlacePiece);
        for (long done = 0; done < length; done += InPlacePiece)
        {
            Span<byte> elements = MemoryMarshal.CreateSpan(ref Target.At(payloadOffset + done), (int)Math.Min(InPlacePiece, length - done));
            Span<byte> piece = counts.AsSpan(0, elements.Length);
            ByteSwap.Copy(elements, piece, _swap);
            long first = (payloadOffset + done) / Stored.ItemSize;
            Read(piece, MemoryMarshal.CreateSpan(ref At(Target, first), piece.Length / Stored.ItemSize), first);
        }

        ArrayPool<byte>.Shared.Return(counts);
    }

    private protected override void Prepare(ArrayMemory memory)
    {
        // Items of size 0 arrive in no block: each is what the reader returns for empty input.
        if (Stored.ItemSize > 0)
            return;
        for (long i = 0; i < Count; i++)
            _reader([], MemoryMarshal.CreateSpan(ref At(memory, i), 1));
    }

    private protected override void DecodeBlock(long payloadOffset, ReadOnlySpan<byte> block)
    {
        long first = payloadOffset / Stored.ItemSize;
        int pieceCount = Math.Max(1, GoodBlock / Stored.ItemSize);
        byte[]? swapped = _swap.IsNone ? null : ArrayPool<byte>.Shared.Rent(Math.Min(block.Length, pieceCount * Stored.ItemSize));
        T[]? values = _targetSteps is null ? null : new T[Math.Min(pieceCount, block.Length / Stored.ItemSize)];
        while (!block.IsEmpty)
        {
            int count = Math.Min(pieceCount, block.Length / Stored.ItemSize);
            ReadOnlySpan<byte> piece = block[..(count * Stored.ItemSize)];
            block = block[piece.Length..];
            if (swapped is not null)
            {
                ByteSwap.Copy(piece, swapped, _swap);
                piece = swapped.AsSpan(0, piece.Length);
            }

            if (values is null)
            {
                Read(piece, MemoryMarshal.CreateSpan(ref At(Target, first), count), first);
            }
            else
            {
                Read(piece, values.AsSpan(0, count), first);
                Place(values.AsSpan(0, count), first, _targetSteps!);
            }

            first += count;
        }

        if (swapped is not null)
            ArrayPool<byte>.Shared.Return(swapped);
    }

    private void Read(ReadOnlySpan<byte> elements, Span<T> values, long first)
    {
        int read = _reader(elements, values);
        if (read == values.Length)
            return;
        ReadOnlySpan<byte> element = elements.Slice(read * Stored.ItemSize, Stored.ItemSize);
        long[] index = ArrayLayout.IndexOf(first + read, Shape, _storedFortran ? Order.Fortran : Order.C);
        if (TimeType<T>.Row is not null)
        {
            ArrayThrow.TimeNotRead<T>(MemoryMarshal.Read<long>(element), Stored, index);
        }
        else if (typeof(T) == typeof(char))
        {
            ArrayThrow.NotOneCharacter(MemoryMarshal.Read<uint>(element), index);
        }
        else
        {
            long offset = (first + read) * Stored.ItemSize;
            CodingThrow.NotUnicode(Stored, PlaceOf?.Invoke(offset) ?? DataOffset + offset);
        }
    }

    /// <summary>The memory is a <c>T[]</c> or, for types without references, blocks of at least that length.</summary>
    private static ref T At(ArrayMemory memory, long index) => ref Unsafe.Add(ref Unsafe.As<byte, T>(ref memory.Origin), (nint)index);

    private void Place(ReadOnlySpan<T> values, long first, long[] steps)
    {
        ReadOnlySpan<long> shape = Shape;
        Span<long> index = stackalloc long[shape.Length];
        long target = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = Axis(i);
            index[axis] = first % shape[axis];
            first /= shape[axis];
            target += index[axis] * steps[axis];
        }

        foreach (T value in values)
        {
            At(Target, target) = value;
            for (int i = 0; i < shape.Length; i++)
            {
                int axis = Axis(i);
                target += steps[axis];
                if (++index[axis] < shape[axis])
                    break;
                target -= steps[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>The axes in stored order, fastest first.</summary>
    private int Axis(int i) => _storedFortran ? i : Shape.Length - 1 - i;
}

/// <summary>Reads contiguous native elements as CLR values, one per element, and returns how many; if not all, the next one is not a valid value.</summary>
internal delegate int ElementRunReader<T>(ReadOnlySpan<byte> source, Span<T> destination);

/// <summary>Readers for values that do not have a dtype's bytes: strings, <c>byte[]</c>, dates with their unit.</summary>
internal static class ElementRunReaders
{
    /// <summary>The casting is that of dates and times whose digits the type cannot hold.</summary>
    internal static ElementRunReader<T>? Get<T>(DType dtype, Casting casting)
    {
        object? reader = null;
        if (typeof(T) == typeof(string))
            reader = dtype.Kind == DTypeKind.String ? Utf32(dtype.ItemSize / 4) : dtype.Kind == DTypeKind.Bytes ? Latin1(dtype.ItemSize) : null;
        else if (typeof(T) == typeof(byte[]))
            reader = dtype.Kind is DTypeKind.Bytes or DTypeKind.Void ? Bytes(dtype.ItemSize, dtype.Kind == DTypeKind.Bytes) : null;
        else if (typeof(T) == typeof(Datetime64))
            reader = dtype.Kind == DTypeKind.Datetime ? Datetimes(dtype.Unit, dtype.UnitMultiple) : null;
        else if (typeof(T) == typeof(Timedelta64))
            reader = dtype.Kind == DTypeKind.Timedelta ? Timedeltas(dtype.Unit, dtype.UnitMultiple) : null;
        else if (typeof(T) == typeof(char))
            reader = dtype.Kind == DTypeKind.String && dtype.ItemSize == sizeof(uint) ? new ElementRunReader<char>(CharacterElements.Read) : null;
        else if (TimeType<T>.Row is { } row)
            reader = row.CanBe(dtype) ? Times(row, row.Reading(dtype, casting)) : null;
        return (ElementRunReader<T>?)reader;
    }

    private static ElementRunReader<string> Utf32(int length) => (source, destination) => TextElements.Read(source, destination, length);

    private static ElementRunReader<string> Latin1(int itemSize) => (source, destination) =>
    {
        for (int i = 0; i < destination.Length; i++)
            destination[i] = Encoding.Latin1.GetString(WithoutPadding(source.Slice(i * itemSize, itemSize)));
        return destination.Length;
    };

    private static ElementRunReader<byte[]> Bytes(int itemSize, bool isPadded) => (source, destination) =>
    {
        for (int i = 0; i < destination.Length; i++)
        {
            ReadOnlySpan<byte> item = source.Slice(i * itemSize, itemSize);
            destination[i] = (isPadded ? WithoutPadding(item) : item).ToArray();
        }

        return destination.Length;
    };

    private static ElementRunReader<Datetime64> Datetimes(DatetimeUnit unit, int multiple) => (source, destination) =>
    {
        ReadOnlySpan<long> counts = MemoryMarshal.Cast<byte, long>(source);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = new Datetime64(counts[i], unit, multiple);
        return destination.Length;
    };

    private static ElementRunReader<Timedelta64> Timedeltas(DatetimeUnit unit, int multiple) => (source, destination) =>
    {
        ReadOnlySpan<long> counts = MemoryMarshal.Cast<byte, long>(source);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = new Timedelta64(counts[i], unit, multiple);
        return destination.Length;
    };

    private static ElementRunReader<T> Times<T>(TimeType<T> row, TimeReading reading) =>
        (source, destination) => row.Read(MemoryMarshal.Cast<byte, long>(source), destination, reading);

    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> item) => item[..(item.LastIndexOfAnyExcept((byte)0) + 1)];
}
