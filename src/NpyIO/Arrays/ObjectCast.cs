using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using NpyIO.DTypes;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Converts Python objects to the requested type, by one rule for all types, nullable or not.</summary>
internal static class ObjectCast
{
    /// <summary>Succeeds without loss: for the value itself, an integer that fits T, the same from a NumPy scalar or 0-d array, and null if T allows it.</summary>
    internal static bool TryTo<T>(object? value, [MaybeNull] out T result) => Convert(value, Casting.Equivalent, out result) == ObjectCastResult.Done;

    /// <summary>A Python integer becomes any integer type that can hold it; bool, float and complex count as <c>bool</c>, <c>float64</c> and <c>complex128</c>, a NumPy scalar as its dtype.</summary>
    internal static ObjectCastResult Convert<T>(object? value, Casting casting, [MaybeNull] out T result)
    {
        result = default;
        if (value is T wanted)
        {
            result = wanted;
            return ObjectCastResult.Done;
        }

        if (value is null)
            return default(T) is null ? ObjectCastResult.Done : ObjectCastResult.Lost;

        if (TimeType<T>.Row is not null)
            return ToTime(value, casting, out result);

        value = (value as IPythonTime)?.Time?.ToArray() ?? value;
        NdArray? scalar = value is NdArray { Rank: 0, DType: { HasObject: false, IsStruct: false, Base: null } } array ? array : null;
        if (scalar is not null)
        {
            if (ElementReader.CanRead<T>(scalar.DType))
            {
                result = scalar.Get<T>();
                return ObjectCastResult.Done;
            }

            value = scalar.GetValue()!;
            if (value is T element)
            {
                result = element;
                return ObjectCastResult.Done;
            }
        }

        Type target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        ObjectCastResult outcome = ToNumber(value, scalar, target, casting, out object? number);
        if (outcome == ObjectCastResult.Done)
            result = (T)number!;
        return outcome;
    }

    /// <summary>
    /// Reads Python's dates as NumPy would store them. What a clock reads is no moment, so that only a date with a time zone is a <see cref="DateTimeOffset"/>, and nothing else; a NumPy scalar is either.
    /// </summary>
    private static ObjectCastResult ToTime<T>(object value, Casting casting, [MaybeNull] out T result)
    {
        result = default;
        bool isMoment = IsMoment(typeof(T));
        TimeCount? known = value switch
        {
            NdArray { Rank: 0, DType.Kind: DTypeKind.Datetime or DTypeKind.Timedelta } scalar => new TimeCount(scalar.Get<long>(), scalar.DType),
            IPythonTime { Time: { } stored } python when python.HasZone == isMoment || stored.IsNaT => stored,
            DateTime clock when !isMoment => Counted(clock),
            DateOnly day when !isMoment => Counted(day),
            _ => null,
        };
        if (known is not { } time)
            return ObjectCastResult.NotAllowed;
        if (time.IsNaT)
            return default(T) is null ? ObjectCastResult.Done : ObjectCastResult.Lost;
        TimeType<T> row = TimeType<T>.Row!;
        if (!row.CanBe(time.DType))
            return ObjectCastResult.NotAllowed;
        long count = time.Count;
        return row.Read(new ReadOnlySpan<long>(in count), new Span<T>(ref result!), row.Reading(time.DType, casting)) == 1 ? ObjectCastResult.Done : ObjectCastResult.Lost;
    }

    internal static bool IsMoment(Type type) => type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?);

    /// <summary>Returns whether a date is a moment, rather than what a clock reads somewhere; null for anything that is not a date, and for local time.</summary>
    internal static bool? HasZone(object? value) => value switch
    {
        DateTimeOffset => true,
        DateTime { Kind: not DateTimeKind.Local } or DateOnly => false,
        IPythonTime { Time: { DType.Kind: DTypeKind.Datetime, IsNaT: false } } python => python.HasZone,
        _ => null,
    };

    /// <summary>Returns null for local time, which is another moment on another machine.</summary>
    private static TimeCount? Counted<T>(T value)
    {
        TimeType<T> row = TimeType<T>.Row!;
        long count = 0;
        return row.Write(new ReadOnlySpan<T>(in value), new Span<long>(ref count), row.Finest) == 1 ? new TimeCount(count, row.Finest) : null;
    }

    internal static bool IsInteger(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return (!type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64)
            || type == typeof(nint) || type == typeof(nuint) || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(BigInteger);
    }

    internal static bool IsNumber(Type type) => IsInteger(type) || DTypeOf(Nullable.GetUnderlyingType(type) ?? type) is not null;

    private static ObjectCastResult ToNumber(object value, NdArray? scalar, Type target, Casting casting, out object? number)
    {
        number = null;
        DType? to = IsInteger(target) ? DTypeOf(target) ?? DType.Int64 : DTypeOf(target);
        BigInteger? integer = IntegerOf(value);
        if (to is null || (integer is null && DTypeOf(value.GetType()) is null))
            return ObjectCastResult.NotAllowed;

        // Python has one integer type: only the value matters, not how it is stored.
        if (integer is not null && IsInteger(target))
            return ToInteger(integer.Value, target, out number);

        DType from = integer is null ? DTypeOf(value.GetType())! : scalar?.DType ?? (integer <= long.MaxValue ? DType.Int64 : DType.UInt64);
        if (!Casts.CanCast(from, to, casting))
            return ObjectCastResult.NotAllowed;
        if (IsInteger(target))
            return FromReal(value, target, casting, out number);
        if (integer is { } whole && (whole < long.MinValue || whole > ulong.MaxValue))
            return FromLarge(whole, to, casting, out number);
        return ByDType(scalar ?? ScalarOf(integer is null ? value : from.Equals(DType.Int64) ? (object)(long)integer : (ulong)integer), to, casting, out number);
    }

    /// <summary>Like Python's <c>int()</c>, which refuses infinities and NaN.</summary>
    private static ObjectCastResult FromReal(object value, Type target, Casting casting, out object? number)
    {
        number = null;
        if (value is bool flag)
            return ToInteger(flag ? 1 : 0, target, out number);
        LongDouble? real = value switch
        {
            double d => d,
            float f => f,
            Half h => (double)h,
            LongDouble l => l,
            _ => RealPartOf(value, casting),
        };
        if (real is not { } finite || !LongDouble.IsFinite(finite))
            return ObjectCastResult.Lost;

        BigInteger truncated = LongDouble.ToInteger(finite, out bool isWhole);
        return isWhole || !IsChecked(casting) ? ToInteger(truncated, target, out number) : ObjectCastResult.Lost;
    }

    /// <summary>Returns null if the casting forbids dropping a non-zero imaginary part.</summary>
    private static LongDouble? RealPartOf(object value, Casting casting)
    {
        try
        {
            return ScalarOf(value).To(DType.LongDouble, casting).Get<LongDouble>();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>For integers beyond 64 bits.</summary>
    private static ObjectCastResult FromLarge(BigInteger whole, DType to, Casting casting, out object? number)
    {
        number = null;
        if (IsChecked(casting))
            return FromLargeExactly(whole, to, out number);
        if (to is { Kind: DTypeKind.Float, ItemSize: > sizeof(double) })
            return LongDoubleMath.Of(whole) is var exact && LongDouble.IsFinite(exact) ? ByDType(ScalarOf(exact), to, casting, out number) : ObjectCastResult.Lost;
        double real = IntegerMath.ToDouble(whole);
        return double.IsFinite(real) ? ByDType(ScalarOf(real), to, casting, out number) : ObjectCastResult.Lost;
    }

    private static ObjectCastResult FromLargeExactly(BigInteger whole, DType to, out object? number)
    {
        number = null;
        BigInteger magnitude = BigInteger.Abs(whole);
        int shift = (int)Math.Min(int.MaxValue, magnitude.GetBitLength() - LongDouble.SignificandBits);
        if (to.Kind == DTypeKind.Boolean || shift > LongDouble.MaxShift || !(magnitude & ((BigInteger.One << shift) - 1)).IsZero)
            return ObjectCastResult.Lost;

        // Goes through long double, the type with the most digits.
        LongDouble exact = LongDouble.FromInteger((ulong)(magnitude >> shift), shift, isNegative: whole.Sign < 0);
        NdArray converted = ScalarOf(exact).To(to, Casting.Unsafe);
        if (converted.To(DType.LongDouble, Casting.Unsafe).Get<LongDouble>() != exact)
            return ObjectCastResult.Lost;
        number = converted.GetValue();
        return ObjectCastResult.Done;
    }

    private static ObjectCastResult ByDType(NdArray scalar, DType to, Casting casting, out object? number)
    {
        number = null;
        try
        {
            number = scalar.To(to, casting).GetValue();
            return ObjectCastResult.Done;
        }
        catch (OverflowException)
        {
            return ObjectCastResult.Lost;
        }
    }

    private static ObjectCastResult ToInteger(BigInteger value, Type target, out object? integer)
    {
        try
        {
            integer = target == typeof(BigInteger) ? value
                : target == typeof(nint) ? (nint)value
                : target == typeof(nuint) ? (nuint)value
                : target == typeof(Int128) ? (Int128)value
                : target == typeof(UInt128) ? (UInt128)value
                : System.Convert.ChangeType((decimal)value, target, CultureInfo.InvariantCulture);
            return ObjectCastResult.Done;
        }
        catch (OverflowException)
        {
            integer = null;
            return ObjectCastResult.Lost;
        }
    }

    private static BigInteger? IntegerOf(object value) => value switch
    {
        long i => i,
        BigInteger i => i,
        int or short or sbyte or byte or ushort or uint => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong i => i,
        nint i => (BigInteger)i,
        nuint i => (BigInteger)i,
        Int128 i => i,
        UInt128 i => i,
        _ => null,
    };

    private static NdArray ScalarOf(object value) => value switch
    {
        bool b => NdArray.FromArray(new[] { b }).At(0),
        long i => NdArray.FromArray(new[] { i }).At(0),
        ulong i => NdArray.FromArray(new[] { i }).At(0),
        Half d => NdArray.FromArray(new[] { d }).At(0),
        float d => NdArray.FromArray(new[] { d }).At(0),
        double d => NdArray.FromArray(new[] { d }).At(0),
        LongDouble d => NdArray.FromArray(new[] { d }).At(0),
        Complex64 c => NdArray.FromArray(new[] { c }).At(0),
        Complex c => NdArray.FromArray(new[] { c }).At(0),
        _ => NdArray.FromArray(new[] { (ComplexLongDouble)value }).At(0),
    };

    private static DType? DTypeOf(Type type) =>
        !type.IsEnum && DType.TryOf(type, out DType? dtype)
        && dtype.Kind is DTypeKind.Boolean or DTypeKind.SignedInteger or DTypeKind.UnsignedInteger or DTypeKind.Float or DTypeKind.Complex ? dtype : null;

    /// <summary>Whether the casting checks values, not types: all those beyond <see cref="Casting.Unsafe"/>.</summary>
    private static bool IsChecked(Casting casting) => casting > Casting.Unsafe;
}

/// <summary>The outcome of converting a Python object.</summary>
internal enum ObjectCastResult
{
    Done,

    /// <summary>The value is of another type, and the conversion is not allowed or does not exist.</summary>
    NotAllowed,

    /// <summary>The conversion is allowed, but the type cannot hold this value.</summary>
    Lost,
}
