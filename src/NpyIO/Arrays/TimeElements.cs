using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.DTypes;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Elements as values of C#'s own types of dates and times (<see cref="TimeType{T}"/>), and back.</summary>
internal static class TimeElements
{
    /// <summary>How many elements to convert at a time, so that the counts stay in the cache.</summary>
    private const int Piece = 1 << 12;

    internal static T Read<T>(ref byte source, DType dtype, Casting casting, ReadOnlySpan<long> index)
    {
        if (!TryRead(ref source, dtype, casting, out T? value))
            ArrayThrow.TimeNotRead<T>(ElementReader.ReadPlain<long>(ref source, !dtype.IsNative), dtype, index);
        return value!;
    }

    internal static bool TryRead<T>(ref byte source, DType dtype, Casting casting, out T? value)
    {
        long count = ElementReader.ReadPlain<long>(ref source, !dtype.IsNative);
        value = default;
        return TimeType<T>.Row!.Read(new ReadOnlySpan<long>(in count), new Span<T>(ref value!), TimeType<T>.Row.Reading(dtype, casting)) == 1;
    }

    /// <summary>Returns the count of a date in the unit of a dtype.</summary>
    /// <exception cref="OverflowException">It is no whole number of that unit.</exception>
    internal static long CountOf(Datetime64 value, DType dtype, scoped ReadOnlySpan<long> index) =>
        value.IsNaT || IsCounted(dtype, value.Unit, value.Multiple) ? value.Value : CountOf(value, value.Value, DType.Datetime(value.Unit, value.Multiple), dtype, index);

    /// <summary>Returns the count of a time span in the unit of a dtype.</summary>
    /// <inheritdoc cref="CountOf(Datetime64, DType, ReadOnlySpan{long})" path="/exception"/>
    internal static long CountOf(Timedelta64 value, DType dtype, scoped ReadOnlySpan<long> index) =>
        value.FitsEveryUnit || IsCounted(dtype, value.Unit, value.Multiple) ? value.Value : CountOf(value, value.Value, DType.Timedelta(value.Unit, value.Multiple), dtype, index);

    private static bool IsCounted(DType dtype, DatetimeUnit unit, int multiple) => unit == dtype.Unit && multiple == dtype.UnitMultiple;

    private static long CountOf(object value, long count, DType from, DType to, ReadOnlySpan<long> index)
    {
        // A count without a unit means nothing in another; months are no fixed number of days.
        bool hasMeaning = from.Unit != DatetimeUnit.Generic && to.Unit != DatetimeUnit.Generic && (from.Kind == DTypeKind.Datetime || Calendar.Has(from.Unit) == Calendar.Has(to.Unit));
        return hasMeaning && TimeCast.Create(from, Casts.Native(to))!.TryConvert(count, out long converted, out bool isExact) && isExact
            ? converted
            : ArrayThrow.CountNotWritten(value, from, to, index);
    }

    internal static void Write<T>(T value, ref byte destination, DType dtype, ReadOnlySpan<long> index)
    {
        long count = 0;
        if (TimeType<T>.Row!.Write(new ReadOnlySpan<T>(in value), new Span<long>(ref count), dtype) == 0)
            ArrayThrow.TimeNotWritten(value, dtype, index, [value], UnitChoice.ByConversion);
        ElementWriter.WritePlain(count, ref destination, !dtype.IsNative);
    }

    /// <summary>In C order.</summary>
    internal static void ReadAll<T>(NdArray source, Casting casting, Span<T> values)
    {
        TimeType<T> row = TimeType<T>.Row!;
        TimeReading reading = row.Reading(source.DType, casting);
        if (!source.DType.IsNative || !source.IsCContiguous)
            source = source.To(Casts.Native(source.DType), Casting.Equivalent);
        ReadOnlySpan<long> counts = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, long>(ref source.Memory.At(source.Layout.Offset)), values.Length);
        int read = row.Read(counts, values, reading);
        if (read < values.Length)
            ArrayThrow.TimeNotRead<T>(counts[read], source.DType, source.Layout.IndexAt(read));
        GC.KeepAlive(source);
    }

    /// <summary>Writes the values of an array in a dtype of the same kind, in C order.</summary>
    internal static NdArray Written<T>(NdArray<T> array, DType dtype, UnitChoice choice = UnitChoice.ByConversion)
    {
        if (!TimeType<T>.Row!.CanBe(dtype))
            ArrayThrow.NoTimesIn<T>(dtype);
        NdArray result = Unwritten(dtype, array.Shape);
        DType native = Casts.Native(dtype);
        T[]? gathered = array.IsCContiguous ? null : new T[Math.Min(Piece, array.Count)];
        var places = new PlaceEnumerator(array.Layout);
        for (long done = 0; done < array.Count;)
        {
            int count = (int)Math.Min(Piece, array.Count - done);
            ReadOnlySpan<T> values = gathered is null ? array.Run(done, count) : array.Gather(ref places, gathered.AsSpan(0, count));
            Span<long> counts = Counts(result, done, count);
            int written = TimeType<T>.Row.Write(values, counts, native);
            if (written < count)
                ArrayThrow.TimeNotWritten(values[written], dtype, array.Layout.IndexAt(done + written), array, choice);
            if (!dtype.IsNative)
                BinaryPrimitives.ReverseEndianness(counts, counts);
            done += count;
        }

        return result;
    }

    private static NdArray Unwritten(DType dtype, ReadOnlySpan<long> shape)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        return new NdArray(dtype, ArrayMemory.Allocate(dtype, layout.Count, zeroed: false).WithHugePages(), layout);
    }

    /// <summary>In bounds: the array has that many elements from the first one on.</summary>
    private static Span<long> Counts(NdArray array, long first, int count) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, long>(ref array.Memory.At(first * sizeof(long))), count);
}
