using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>Writes single elements of any dtype, in either byte order, aligned or not. The JIT resolves the branches on T.</summary>
internal static partial class ElementWriter
{
    /// <summary>Writes a T: the element's exact type, or one of the others listed at <see cref="NdArray.Get{T}"/>.</summary>
    internal static void Write<T>(T value, ref byte destination, DType dtype)
    {
        if (!ElementReader.CanRead<T>(dtype))
            ArrayThrow.WrongElementType<T>(dtype);

        if (typeof(T) == typeof(string))
        {
            WriteText((string?)(object?)value, ref destination, dtype);
        }
        else if (typeof(T) == typeof(byte[]))
        {
            WriteBytes((byte[]?)(object?)value, ref destination, dtype);
        }
        else if (typeof(T) == typeof(Datetime64))
        {
            Datetime64 moment = Unsafe.BitCast<T, Datetime64>(value);
            CheckUnit(moment.Unit, moment.Multiple, moment.IsNaT, dtype);
            WritePlain(moment.Value, ref destination, !dtype.IsNative);
        }
        else if (typeof(T) == typeof(Timedelta64))
        {
            Timedelta64 span = Unsafe.BitCast<T, Timedelta64>(value);
            CheckUnit(span.Unit, span.Multiple, span.FitsEveryUnit, dtype);
            WritePlain(span.Value, ref destination, !dtype.IsNative);
        }
        else
        {
            WritePlain(value, ref destination, !dtype.IsNative);
        }
    }

    internal static void WritePlain<T>(T value, ref byte destination, bool swapped) =>
        Unsafe.WriteUnaligned(ref destination, swapped ? ElementSwap.Swap(value) : value);

    /// <summary>Throws unless the value has the element's unit. NaT fits every unit, and so does a time span of 0 without a unit.</summary>
    private static void CheckUnit(DatetimeUnit unit, int multiple, bool fitsEveryUnit, DType dtype)
    {
        if (!fitsEveryUnit && (unit != dtype.Unit || multiple != dtype.UnitMultiple))
            ArrayThrow.WrongUnit(unit, multiple, dtype);
    }
}
