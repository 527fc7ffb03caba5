using System.Numerics;

namespace NpyIO.Arrays.Comparing;

/// <summary>Python's arithmetic of its own integers, floats and booleans, as far as a comparison needs it.</summary>
internal static class PythonNumbers
{
    internal static bool IsNumber(object? value) => value is double or float or Half || TryInteger(value, out _);

    /// <summary>Returns null if either is not a number.</summary>
    internal static bool? AreEqual(object? left, object? right)
    {
        if (!IsNumber(left) || !IsNumber(right))
            return null;
        bool isInteger = TryInteger(left, out BigInteger one), isOtherInteger = TryInteger(right, out BigInteger other);
        if (isInteger && isOtherInteger)
            return one == other;
        if (isInteger == isOtherInteger)
            return ToDouble(left!) == ToDouble(right!);
        double real = ToDouble(isInteger ? right! : left!);
        return double.IsFinite(real) && real == Math.Truncate(real) && new BigInteger(real) == (isInteger ? one : other);
    }

    internal static object Distance(object left, object right)
    {
        if (TryInteger(left, out BigInteger one) && TryInteger(right, out BigInteger other))
            return BigInteger.Abs(one - other) is var distance && distance <= long.MaxValue ? (long)distance : distance;
        return Math.Abs(ToDouble(left) - ToDouble(right));
    }

    internal static bool IsAtLeast(object left, object right) =>
        TryInteger(left, out BigInteger one) && TryInteger(right, out BigInteger other) ? one >= other : ToDouble(left) >= ToDouble(right);

    internal static bool IsZero(object value) => ToDouble(value) == 0;

    internal static double Ratio(object distance, object desired) => ToDouble(distance) / Math.Abs(ToDouble(desired));

    private static double ToDouble(object value) => value switch
    {
        double number => number,
        float number => number,
        Half number => (double)number,
        _ => TryInteger(value, out BigInteger whole) ? (double)whole : double.NaN,
    };

    private static bool TryInteger(object? value, out BigInteger whole)
    {
        BigInteger? found = value switch
        {
            bool truth => truth ? 1 : 0,
            int number => number,
            long number => number,
            BigInteger number => number,
            sbyte number => number,
            short number => number,
            byte number => number,
            ushort number => number,
            uint number => number,
            ulong number => number,
            _ => null,
        };
        whole = found ?? default;
        return found is not null;
    }
}
