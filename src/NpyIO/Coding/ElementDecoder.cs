using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Decodes elements to CLR values that do not have the stored bytes: strings, dates with their unit.</summary>
internal sealed class ElementDecoder<T> : RunDecoder<T>
{
    /// <summary>In bytes.</summary>
    private const int InPlacePiece = 8 << 10;

    private readonly ElementRunReader<T> _reader;
    private readonly SwapPlan _swap;

    internal ElementDecoder(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, Order targetOrder, ElementRunReader<T> reader, SwapPlan swap, IDecoderTarget target)
        : base(stored, shape, fortranOrder, targetOrder, target)
    {
        _reader = reader;
        _swap = swap;
        ResultDType = Casts.Native(stored);
    }

    /// <summary>Dates and times of 8 bytes, whose counts are read to where the values will be.</summary>
    internal override bool IsInPlace => TimeType<T>.Row is not null && Unsafe.SizeOf<T>() == Stored.ItemSize && !IsTransposed;

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

    private protected override void ReadRun(ReadOnlySpan<byte> stored, Span<T> values, long first)
    {
        if (_swap.IsNone)
        {
            Read(stored, values, first);
            return;
        }

        byte[] swapped = ArrayPool<byte>.Shared.Rent(stored.Length);
        ByteSwap.Copy(stored, swapped, _swap);
        Read(swapped.AsSpan(0, stored.Length), values, first);
        ArrayPool<byte>.Shared.Return(swapped);
    }

    private void Read(ReadOnlySpan<byte> elements, Span<T> values, long first)
    {
        int read = _reader(elements, values);
        if (read == values.Length)
            return;
        ReadOnlySpan<byte> element = elements.Slice(read * Stored.ItemSize, Stored.ItemSize);
        long[] index = IndexOf(first + read);
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
