using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>CLR types whose values do not have a dtype's bytes: text, whose dtype is as wide as the longest; dates and time spans with their unit, or in nanoseconds; characters; and objects.</summary>
internal static class ValueArrays
{
    internal static bool IsHeld(Type type) => type == typeof(string) || type == typeof(Datetime64) || type == typeof(Timedelta64) || type == typeof(object)
        || type == typeof(char) || TimeType.Of(type) is not null;

    internal static NdArray? TryWrite(Array array, ReadOnlySpan<long> shape, WrittenUnit? unit)
    {
        Type? type = array.GetType().GetElementType();
        return type == typeof(string) ? Write<string>(array, shape)
            : type == typeof(Datetime64) ? Write<Datetime64>(array, shape)
            : type == typeof(Timedelta64) ? Write<Timedelta64>(array, shape)
            : type == typeof(object) ? Write<object>(array, shape)
            : type == typeof(char) ? Write<char>(array, shape)
            : type is not null && TimeType.Of(type) is { } row ? row.With(new Writer(array, shape.ToArray(), unit))
            : null;
    }

    /// <summary>As <c>np.array</c> would choose it, in native order. The type of the elements must satisfy <see cref="IsHeld"/>.</summary>
    internal static DType DTypeOf(Array array)
    {
        Type? type = array.GetType().GetElementType();
        return type == typeof(object) ? DType.Object
            : type == typeof(string) ? DType.String(Width(array))
            : type == typeof(Datetime64) ? Datetime(array)
            : type == typeof(Timedelta64) ? Timedelta(array)
            : DType.Of(type!);
    }

    private static NdArray Write<T>(Array array, ReadOnlySpan<long> shape) => Over<T>(array, shape).ToNdArray();

    private static NdArray<T> Over<T>(Array array, ReadOnlySpan<long> shape)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(shape, Unsafe.SizeOf<T>());
        return new NdArray<T>(DTypeOf(array), new ManagedMemory(array, layout.NBytes), layout);
    }

    private sealed class Writer(Array array, long[] shape, WrittenUnit? unit) : ITimeTypeUser<NdArray>
    {
        public NdArray Use<T>() => unit?.Of(Over<T>(array, shape)) ?? Write<T>(array, shape);
    }

    private static int Width(Array texts)
    {
        // At least 1, as in NumPy.
        int width = 1;
        for (long i = 0; i < texts.LongLength; i++)
        {
            if (ValueAt<string?>(texts, i) is not { } text)
            {
                ArrayThrow.NullText(i);
                return 0;
            }

            width = Math.Max(width, ElementWriter.LengthOf(text, DTypeKind.String));
        }

        return width;
    }

    private static DType Datetime(Array values)
    {
        DType? common = null;
        DType? ofNaT = null;
        for (long i = 0; i < values.LongLength; i++)
        {
            Datetime64 value = ValueAt<Datetime64>(values, i);
            if (value.IsNaT)
                ofNaT = Specific(ofNaT, DType.Datetime(value.Unit, value.Multiple));
            else if (common is null || value.Unit != common.Unit || value.Multiple != common.UnitMultiple)
                common = Common(common, DType.Datetime(value.Unit, value.Multiple), i);
        }

        return common ?? ofNaT ?? DType.Datetime(DatetimeUnit.Generic);
    }

    private static DType Timedelta(Array values)
    {
        DType? common = null;
        DType? fitting = null;
        for (long i = 0; i < values.LongLength; i++)
        {
            Timedelta64 value = ValueAt<Timedelta64>(values, i);
            if (value.FitsEveryUnit)
                fitting = Specific(fitting, DType.Timedelta(value.Unit, value.Multiple));
            else if (common is null || value.Unit != common.Unit || value.Multiple != common.UnitMultiple)
                common = Common(common, DType.Timedelta(value.Unit, value.Multiple), i);
        }

        return common ?? fitting ?? DType.Timedelta(DatetimeUnit.Generic);
    }

    /// <summary>Prefers a dtype with a unit, for values that fit every unit.</summary>
    private static DType Specific(DType? found, DType next) => found is null || found.Unit == DatetimeUnit.Generic ? next : found;

    private static DType Common(DType? common, DType found, long index)
    {
        if (common is not null && !found.Equals(common))
            ArrayThrow.UnitsDiffer(common, found, index);

        return found;
    }

    /// <summary>The caller has checked the type and the index, which counts in C order.</summary>
    private static T ValueAt<T>(Array array, long index) =>
        Unsafe.Add(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), (nint)index);
}
