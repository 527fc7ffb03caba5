using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Converts a number like NumPy's <c>astype</c> on x86-64: floats truncate, integers wrap, values out of range give the processor's result, imaginary parts are dropped.</summary>
internal static class CastElement
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TTo Convert<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        // The JIT resolves all type checks.
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
        // NaN is true.
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

    /// <summary><typeparamref name="TFrom"/> is not complex; <typeparamref name="TTo"/> is neither complex nor bool.</summary>
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

    /// <summary>A float out of range gives the minimum, as in the processor. An integer is reinterpreted.</summary>
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Half ToHalf<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return (Half)Same<T, float>(value);
        if (typeof(T) == typeof(double))
            return (Half)Same<T, double>(value);
        // NumPy converts integers and long doubles via float.
        return (Half)ToSingle(value);
    }

    private static LongDouble ToLongDouble<T>(T value)
        where T : unmanaged
    {
        if (IsFloat<T>())
            return ToDouble(value);
        return typeof(T) == typeof(ulong) ? Same<T, ulong>(value) : ToInt64(value);
    }

    /// <summary>Both type parameters are the same type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo Same<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged => Unsafe.BitCast<TFrom, TTo>(value);
}

/// <summary>A bool in memory: a byte, true if not 0. A CLR bool must be 0 or 1.</summary>
[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct StoredBoolean(bool value)
{
    private readonly byte _byte = value ? (byte)1 : (byte)0;

    internal bool IsTrue => _byte != 0;
}

/// <summary>A complex number in memory: two numbers of one type.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct StoredComplex<TPart>(TPart real, TPart imaginary)
    where TPart : unmanaged
{
    internal readonly TPart Real = real;

    internal readonly TPart Imaginary = imaginary;
}

/// <summary>Conversions of x87 long doubles like the processor's: rounded once (via double would round twice), truncated towards zero, the minimum if out of range.</summary>
internal static class LongDoubleCasts
{
    private const int Bias = 16383;
    private const int SpecialExponent = 0x7FFF;

    internal static bool IsZero(LongDouble value) => value.Significand == 0 && !LongDouble.IsNaN(value);

    internal static float ToSingle(LongDouble value)
    {
        if (value.Significand == 0 || value.BiasedExponent == SpecialExponent || LongDouble.IsNaN(value))
            return (float)(double)value;

        // Keeps 24 bits, or for a subnormal result the bits from 2^-149 up.
        int exponent = Math.Max(value.BiasedExponent, 1) - Bias;
        int dropped = 64 - 24 + Math.Max(0, -126 - exponent);
        double magnitude = dropped > 64 ? 0 : Math.ScaleB((double)RoundedShift(value.Significand, dropped), exponent - 63 + dropped);
        return (float)(LongDouble.IsNegative(value) ? -magnitude : magnitude);
    }

    /// <summary>Rounds once, unlike NumPy, which converts via float.</summary>
    internal static Half ToHalf(LongDouble value)
    {
        if (value.Significand == 0 || value.BiasedExponent == SpecialExponent || LongDouble.IsNaN(value))
            return (Half)(double)value;
        int exponent = Math.Max(value.BiasedExponent, 1) - Bias;
        // Keeps 11 bits, or for a subnormal result the bits from 2^-24 up.
        int dropped = 64 - 11 + Math.Max(0, -14 - exponent);
        double magnitude = dropped > 64 ? 0 : Math.ScaleB((double)RoundedShift(value.Significand, dropped), exponent - 63 + dropped);
        return (Half)(LongDouble.IsNegative(value) ? -magnitude : magnitude);
    }

    /// <summary>Returns false for fractions, NaN, infinities, and values beyond 64 bits.</summary>
    internal static bool TryWhole(LongDouble value, out Int128 whole)
    {
        whole = 0;
        if (LongDouble.IsNaN(value))
            return false;
        int exponent = value.BiasedExponent - Bias;
        if (value.Significand == 0)
            return true;
        if (exponent is < 0 or > 63 || BitOperations.TrailingZeroCount(value.Significand) < 63 - exponent)
            return false;
        whole = value.Significand >> (63 - exponent);
        whole = LongDouble.IsNegative(value) ? -whole : whole;
        return true;
    }

    internal static long ToInt64(LongDouble value)
    {
        int exponent = value.BiasedExponent - Bias;
        if (exponent > 62 || LongDouble.IsNaN(value))
            return long.MinValue;
        if (exponent < 0)
            return 0;
        long magnitude = (long)(value.Significand >> (63 - exponent));
        return LongDouble.IsNegative(value) ? -magnitude : magnitude;
    }

    internal static int ToInt32(LongDouble value) => ToInt64(value) is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : int.MinValue;

    internal static short ToInt16(LongDouble value) => ToInt64(value) is >= short.MinValue and <= short.MaxValue and var whole ? (short)whole : short.MinValue;

    internal static ulong ToUInt64(LongDouble value)
    {
        int exponent = value.BiasedExponent - Bias;
        if (LongDouble.IsNegative(value) || exponent < 63 || LongDouble.IsNaN(value))
            return (ulong)ToInt64(value);
        // From 2^63 on, x86-64 compilers convert the difference.
        return exponent == 63 ? value.Significand : 0;
    }

    private static ulong RoundedShift(ulong value, int shift)
    {
        ulong kept = shift == 64 ? 0 : value >> shift;
        ulong half = 1UL << (shift - 1);
        ulong rest = shift == 64 ? value : value & ((half << 1) - 1);
        return rest > half || (rest == half && (kept & 1) != 0) ? kept + 1 : kept;
    }
}
