using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>Writes single elements of any dtype, in either byte order, aligned or not. Branches on T are decided when a method is compiled for it.</summary>
internal static partial class ElementWriter
{
    /// <summary>Writes a T, which is the element's type exactly (or one of the few others that <see cref="NdArray.Get{T}"/> names).</summary>
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

    /// <summary>Writes a T where its bytes are the element's.</summary>
    internal static void WritePlain<T>(T value, ref byte destination, bool swapped) =>
        Unsafe.WriteUnaligned(ref destination, swapped ? ElementSwap.Swap(value) : value);

    /// <summary>A count means something only in its own unit; NaT is the same in all, and a time span of 0 without a unit.</summary>
    private static void CheckUnit(DatetimeUnit unit, int multiple, bool fitsEveryUnit, DType dtype)
    {
        if (!fitsEveryUnit && (unit != dtype.Unit || multiple != dtype.UnitMultiple))
            ArrayThrow.WrongUnit(unit, multiple, dtype);
    }
}
