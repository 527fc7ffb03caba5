using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>The unit in which dates and time spans are written, as options choose it; null for that of each array.</summary>
internal readonly record struct WrittenUnit(DatetimeUnit? Unit, int Multiple)
{
    /// <summary>The dtype in which records are written, if it is that of a file; null for their own.</summary>
    internal DType? Records { get; init; }

    /// <summary>Checks what an option is set to.</summary>
    internal static DatetimeUnit? Checked(DatetimeUnit? unit)
    {
        if (unit is { } given && !DatetimeUnits.IsDefined(given))
            DTypeThrow.NoSuchUnit(given);
        return unit is DatetimeUnit.Generic ? ArrayThrow.GenericUnit() : unit;
    }

    internal static int Checked(int multiple)
    {
        Throw.IfLess(multiple, 1);
        return multiple;
    }

    /// <summary>The dtype of T in this unit.</summary>
    internal DType DTypeOf<T>()
    {
        DType dtype = ElementType.DTypeOf<T>();
        return TimeType<T>.Row is { } row ? InUnit(row.Kind) ?? dtype : dtype;
    }

    /// <summary>Converts dates and time spans exactly, in the order in which they would be saved; anything else stays as it is.</summary>
    internal NdArray Of(NdArray array) => IsOther(array, out DType? dtype) ? array.To(dtype, Casting.Checked, Order.Keep) : array;

    /// <summary>Returns an array with the dtype, shape and order of <see cref="Of(NdArray)"/>, but without converting: its values mean nothing.</summary>
    internal NdArray Outline(NdArray array) => IsOther(array, out DType? dtype) ? array.View(dtype) : array;

    /// <summary>Whether the array is converted, and to which dtype.</summary>
    internal bool IsOther(NdArray array, [NotNullWhen(true)] out DType? dtype)
    {
        dtype = InUnit(array.DType.Kind);
        return dtype is not null && (array.DType.Unit != dtype.Unit || array.DType.UnitMultiple != dtype.UnitMultiple);
    }

    /// <summary>Writes values in this unit, without a detour by that of their array.</summary>
    internal NdArray Of<T>(NdArray<T> array) =>
        default(T) is INpyRecord ? RecordArrays.InDType(array, Records ?? array.DType)
        : TimeType<T>.Row is { } row && row.CanBe(array.DType) ? TimeElements.Written(array, InUnit(row.Kind) ?? array.DType, UnitChoice.ByOptions)
        : Of(array.ToNdArray());

    private DType? InUnit(DTypeKind kind) =>
        Unit is not { } unit ? null
        : kind == DTypeKind.Datetime ? DType.Datetime(unit, Math.Max(1, Multiple))
        : kind == DTypeKind.Timedelta ? DType.Timedelta(unit, Math.Max(1, Multiple))
        : null;
}
