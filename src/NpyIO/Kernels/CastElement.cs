using System.Runtime.CompilerServices;

namespace NpyIO.Kernels;

/// <summary>
/// Converts one number like NumPy's <c>astype</c> on x86-64: floats are truncated towards zero, and out-of-range values give the processor's
/// result; integers wrap; NaN is true; complex numbers lose their imaginary part. All type checks are resolved at compile time.
/// </summary>
internal static class CastElement
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TTo Convert<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(TTo) && typeof(TFrom) != typeof(StoredBoolean))
            return Same<TFrom, TTo>(value);
        if (typeof(TTo) == typeof(StoredBoolean))
            return Same<StoredBoolean, TTo>(new StoredBoolean(IsTrue(value)));
        if (typeof(TTo) == typeof(StoredComplex<float>))
            return Same<StoredComplex<float>, TTo>(new(Real<TFrom, float>(value), Imaginary<TFrom, float>(value)));
        if (typeof(TTo) == typeof(StoredComplex<double>))
            return Same<StoredComplex<double>, TTo>(new(Real<TFrom, double>(value), Imaginary<TFrom, double>(value)));
        if (typeof(TTo) == typeof(StoredComplex<LongDouble>))
            return Same<StoredComplex<LongDouble>, TTo>(new(Real<TFrom, LongDouble>(value), Imaginary<TFrom, LongDouble>(value)));
        return Real<TFrom, TTo>(value);
    }

    private static bool IsTrue<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(StoredBoolean))
            return Same<T, StoredBoolean>(value).IsTrue;
        if (typeof(T) == typeof(StoredComplex<float>))
            return Same<T, StoredComplex<float>>(value) is var single && (single.Real != 0 || single.Imaginary != 0);
        if (typeof(T) == typeof(StoredComplex<double>))
            return Same<T, StoredComplex<double>>(value) is var number && (number.Real != 0 || number.Imaginary != 0);
        if (typeof(T) == typeof(StoredComplex<LongDouble>))
            return Same<T, StoredComplex<LongDouble>>(value) is var extended && !(LongDoubleCasts.IsZero(extended.Real) && LongDoubleCasts.IsZero(extended.Imaginary));
        if (typeof(T) == typeof(LongDouble))
            return !LongDoubleCasts.IsZero(Same<T, LongDouble>(value));
        if (IsFloat<T>())
            return ToDouble(value) != 0;
        return ToInt64(value) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo Real<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(StoredComplex<float>))
            return Number<float, TTo>(Same<TFrom, StoredComplex<float>>(value).Real);
        if (typeof(TFrom) == typeof(StoredComplex<double>))
            return Number<double, TTo>(Same<TFrom, StoredComplex<double>>(value).Real);
        if (typeof(TFrom) == typeof(StoredComplex<LongDouble>))
            return Number<LongDouble, TTo>(Same<TFrom, StoredComplex<LongDouble>>(value).Real);
        return Number<TFrom, TTo>(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo Imaginary<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(StoredComplex<float>))
            return Number<float, TTo>(Same<TFrom, StoredComplex<float>>(value).Imaginary);
        if (typeof(TFrom) == typeof(StoredComplex<double>))
            return Number<double, TTo>(Same<TFrom, StoredComplex<double>>(value).Imaginary);
        if (typeof(TFrom) == typeof(StoredComplex<LongDouble>))
            return Number<LongDouble, TTo>(Same<TFrom, StoredComplex<LongDouble>>(value).Imaginary);
        return default;
    }

    /// <summary>Converts to a type that is neither complex nor bool, from a type that is not complex.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo Number<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(TTo))
            return Same<TFrom, TTo>(value);
        if (typeof(TTo) == typeof(Half))
            return Same<Half, TTo>(ToHalf(value));
        if (typeof(TTo) == typeof(float))
            return Same<float, TTo>(ToSingle(value));
        if (typeof(TTo) == typeof(double))
            return Same<double, TTo>(ToDouble(value));
        if (typeof(TTo) == typeof(LongDouble))
            return Same<LongDouble, TTo>(ToLongDouble(value));
        if (typeof(TTo) == typeof(ulong))
            return Same<ulong, TTo>(ToUInt64(value));
        if (typeof(TTo) == typeof(uint))
            return Same<uint, TTo>((uint)ToInt64(value));
        if (typeof(TTo) == typeof(long))
            return Same<long, TTo>(ToInt64(value));
        if (typeof(TTo) == typeof(int))
            return Same<int, TTo>(ToInt32(value));

        int small = typeof(TFrom) == typeof(LongDouble) ? LongDoubleCasts.ToInt16(Same<TFrom, LongDouble>(value)) : ToInt32(value);
        if (typeof(TTo) == typeof(short))
            return Same<short, TTo>((short)small);
        if (typeof(TTo) == typeof(ushort))
            return Same<ushort, TTo>((ushort)(typeof(TFrom) == typeof(LongDouble) ? LongDoubleCasts.ToInt32(Same<TFrom, LongDouble>(value)) : small));
        if (typeof(TTo) == typeof(sbyte))
            return Same<sbyte, TTo>((sbyte)small);
        return Same<byte, TTo>((byte)small);
    }

    private static bool IsFloat<T>() => typeof(T) == typeof(Half) || typeof(T) == typeof(float) || typeof(T) == typeof(double);

    /// <summary>Converts a float like the processor, with the minimum for out-of-range values. Reinterprets the bits of an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToInt64<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(StoredBoolean))
            return Same<T, StoredBoolean>(value).IsTrue ? 1 : 0;
        if (typeof(T) == typeof(sbyte))
            return Same<T, sbyte>(value);
        if (typeof(T) == typeof(short))
            return Same<T, short>(value);
        if (typeof(T) == typeof(int))
            return Same<T, int>(value);
        if (typeof(T) == typeof(long))
            return Same<T, long>(value);
        if (typeof(T) == typeof(byte))
            return Same<T, byte>(value);
        if (typeof(T) == typeof(ushort))
            return Same<T, ushort>(value);
        if (typeof(T) == typeof(uint))
            return Same<T, uint>(value);
        if (typeof(T) == typeof(ulong))
            return (long)Same<T, ulong>(value);
        if (typeof(T) == typeof(LongDouble))
            return LongDoubleCasts.ToInt64(Same<T, LongDouble>(value));
        double number = ToDouble(value);
        return number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : long.MinValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ToInt32<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(LongDouble))
            return LongDoubleCasts.ToInt32(Same<T, LongDouble>(value));
        if (!IsFloat<T>())
            return (int)ToInt64(value);
        double number = ToDouble(value);
        return number is > -2147483649.0 and < 2147483648.0 ? (int)number : int.MinValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToUInt64<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(LongDouble))
            return LongDoubleCasts.ToUInt64(Same<T, LongDouble>(value));
        if (!IsFloat<T>())
            return (ulong)ToInt64(value);

        // From 2^63 on, x86-64 compilers convert the difference.
        double number = ToDouble(value);
        return number >= 9223372036854775808.0 ? (ulong)ToInt64(number - 9223372036854775808.0) ^ 1UL << 63 : (ulong)ToInt64(number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ToDouble<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
            return Same<T, double>(value);
        if (typeof(T) == typeof(float))
            return Same<T, float>(value);
        if (typeof(T) == typeof(Half))
            return (double)Same<T, Half>(value);
        if (typeof(T) == typeof(LongDouble))
            return (double)Same<T, LongDouble>(value);
        return typeof(T) == typeof(ulong) ? Same<T, ulong>(value) : (double)ToInt64(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ToSingle<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(Half))
            return (float)Same<T, Half>(value);
        if (typeof(T) == typeof(double))
            return (float)Same<T, double>(value);
        if (typeof(T) == typeof(LongDouble))
            return LongDoubleCasts.ToSingle(Same<T, LongDouble>(value));
        return typeof(T) == typeof(ulong) ? Same<T, ulong>(value) : (float)ToInt64(value);
    }

    /// <summary>NumPy converts integers and long doubles to half via float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Half ToHalf<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return (Half)Same<T, float>(value);
        if (typeof(T) == typeof(double))
            return (Half)Same<T, double>(value);
        return (Half)ToSingle(value);
    }

    private static LongDouble ToLongDouble<T>(T value)
        where T : unmanaged
    {
        if (IsFloat<T>())
            return ToDouble(value);
        return typeof(T) == typeof(ulong) ? Same<T, ulong>(value) : ToInt64(value);
    }

    /// <summary>Reinterprets a value between two type parameters that are the same type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo Same<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged => Unsafe.BitCast<TFrom, TTo>(value);
}
