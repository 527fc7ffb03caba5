using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO.DTypes;

/// <summary>Converts counts of one length of time to counts of another: value · multiply / divide, exactly or rounded down. Immutable and thread-safe. NaT is the caller's concern.</summary>
internal sealed class TimeScale
{
    private readonly Int128 _multiply;
    private readonly Int128 _divide;
    private readonly long _minimum;
    private readonly long _maximum;

    /// <summary>A result outside the limits, which are inclusive, is not one.</summary>
    internal TimeScale(Int128 multiply, Int128 divide, long minimum, long maximum)
    {
        Int128 common = GreatestDivisor(multiply, divide);
        _multiply = multiply / common;
        _divide = divide / common;
        _minimum = minimum;
        _maximum = maximum;
        Exact = ExactScale.Of(_multiply, _divide, minimum, maximum);
    }

    /// <summary>Does most values quickly; what it cannot do, <see cref="TryExact"/> may.</summary>
    internal ExactScale Exact { get; }

    internal bool TryExact(long value, out long result) => TryRoundedDown(value, out result, out bool isExact) && isExact;

    internal bool TryRoundedDown(long value, out long result) => TryRoundedDown(value, out result, out _);

    /// <summary>Whether the result is exact, whatever the limits.</summary>
    internal bool IsWhole(long value)
    {
        TryRoundedDown(value, out _, out bool isExact);
        return isExact;
    }

    /// <summary>With NumPy's arithmetic, whose intermediate results wrap around: rounding down subtracts first.</summary>
    internal long Wrapped(long value)
    {
        long product = unchecked(value * (long)_multiply);
        return (long)((value < 0 ? unchecked(product - (long)(_divide - 1)) : product) / _divide);
    }

    /// <summary>Whether the result, rounded down, is within the limits.</summary>
    internal bool TryRoundedDown(long value, out long result, out bool isExact)
    {
        result = 0;
        isExact = true;

        // A product beyond 128 bits is beyond every limit: a large factor has a small divisor.
        if (value != 0 && BitLength(value) + BitLength(_multiply) > 126)
            return false;
        (Int128 quotient, Int128 remainder) = Int128.DivRem(value * _multiply, _divide);
        isExact = remainder == 0;
        if (remainder < 0)
            quotient--;
        if (quotient < _minimum || quotient > _maximum)
            return false;
        result = (long)quotient;
        return true;
    }

    private static int BitLength(Int128 value) => 128 - (int)Int128.LeadingZeroCount(Int128.Abs(value));

    private static Int128 GreatestDivisor(Int128 one, Int128 other)
    {
        while (other != 0)
            (one, other) = (other, one % other);
        return one;
    }
}

/// <summary>
/// Multiplies and divides 64-bit values in a few instructions, without a division: for an odd divisor, the product with its inverse modulo 2^64 is the quotient if the value is a multiple, and otherwise
/// is outside the range of the quotients.
/// </summary>
internal readonly struct ExactScale
{
    private readonly long _inverse;
    private readonly int _shift;
    private readonly long _factor;
    private readonly long _lowest;
    private readonly ulong _quotients;
    private readonly long _mask;

    private ExactScale(long inverse, int shift, long factor, long lowest, long highest)
    {
        _inverse = inverse;
        _shift = shift;
        _factor = factor;
        _lowest = lowest;
        _quotients = unchecked((ulong)(highest - lowest)) + 1;
        _mask = (1L << shift) - 1;
    }

    internal static ExactScale Of(Int128 multiply, Int128 divide, long minimum, long maximum)
    {
        if (multiply > long.MaxValue || divide > long.MaxValue)
            return None;
        int shift = (int)Int128.TrailingZeroCount(divide);
        long odd = (long)(divide >> shift);
        long factor = (long)multiply;

        // The range of quotients by the odd part; long.MinValue is NaT and never one.
        Int128 highest = Int128.Min(long.MaxValue / odd, Floor(maximum, factor) << shift);
        Int128 lowest = Int128.Max(-(long.MaxValue / odd), -Floor(-(Int128)minimum, factor) << shift);
        return lowest > highest ? None : new ExactScale(Inverse(odd), shift, factor, (long)lowest, (long)highest);
    }

    /// <summary>Applies to no value.</summary>
    private static ExactScale None => default;

    /// <summary>Returns false if the result is not exact or out of range, or the value is NaT.</summary>
    internal bool TryApply(long value, out long result)
    {
        long quotient = unchecked(value * _inverse);
        result = unchecked((quotient >> _shift) * _factor);
        return unchecked((ulong)(quotient - _lowest)) < _quotients && (quotient & _mask) == 0;
    }

    /// <summary>Converts many values as <see cref="TryApply(long, out long)"/> does, and adds to the results. Returns false, and has written something, if that does not apply to one of them.</summary>
    internal bool TryApply(ReadOnlySpan<long> values, Span<long> results, long added)
    {
        if (_quotients == 0)
            return false;
        ReadOnlySpan<Vector<long>> sources = MemoryMarshal.Cast<long, Vector<long>>(values);
        Span<Vector<long>> targets = MemoryMarshal.Cast<long, Vector<long>>(results);
        var inverse = new Vector<long>(_inverse);
        var lowest = new Vector<long>(_lowest);
        var highest = new Vector<long>(unchecked(_lowest + (long)(_quotients - 1)));
        var mask = new Vector<long>(_mask);
        var sum = new Vector<long>(added);
        Vector<long> wrong = Vector<long>.Zero;
        int shift = _shift;
        if (_factor == 1)
        {
            for (int i = 0; i < sources.Length && i < targets.Length; i++)
            {
                Vector<long> quotient = sources[i] * inverse;
                wrong |= Vector.LessThan(quotient, lowest) | Vector.GreaterThan(quotient, highest) | (quotient & mask);
                targets[i] = (quotient >> shift) + sum;
            }
        }
        else
        {
            var factor = new Vector<long>(_factor);
            for (int i = 0; i < sources.Length && i < targets.Length; i++)
            {
                Vector<long> quotient = sources[i] * inverse;
                wrong |= Vector.LessThan(quotient, lowest) | Vector.GreaterThan(quotient, highest) | (quotient & mask);
                targets[i] = (quotient >> shift) * factor + sum;
            }
        }

        if (wrong != Vector<long>.Zero)
            return false;
        for (int i = sources.Length * Vector<long>.Count; i < values.Length; i++)
        {
            if (!TryApply(values[i], out long result))
                return false;
            results[i] = result + added;
        }

        return true;
    }

    /// <summary>By Newton's method, which doubles the number of right bits; an odd number is its own inverse modulo 8.</summary>
    private static long Inverse(long odd)
    {
        long inverse = odd;
        for (int i = 0; i < 5; i++)
            inverse = unchecked(inverse * (2 - odd * inverse));
        return inverse;
    }

    private static Int128 Floor(Int128 value, Int128 divisor)
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
