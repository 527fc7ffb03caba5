using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Readers for values that do not have a dtype's bytes: strings, <c>byte[]</c>, dates with their unit.</summary>
internal static class ElementRunReaders
{
    /// <summary>Returns the reader of a dtype's elements as T, or null if there is none.</summary>
    internal static ElementRunReader<T>? Get<T>(DType dtype)
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
        return (ElementRunReader<T>?)reader;
    }

    private static ElementRunReader<string> Utf32(int length) => (source, destination) =>
    {
        ReadOnlySpan<uint> codePoints = MemoryMarshal.Cast<byte, uint>(source);
        for (int i = 0; i < destination.Length; i++)
        {
            if (!Utf32Text.TryToString(codePoints.Slice(i * length, length), out destination[i]!))
                return i;
        }

        return destination.Length;
    };

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

    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> item) => item[..(item.LastIndexOfAnyExcept((byte)0) + 1)];
}
