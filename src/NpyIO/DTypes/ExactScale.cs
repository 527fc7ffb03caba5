using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.DTypes;

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
        Int128 highest = Int128.Min(long.MaxValue / odd, IntegerMath.FloorDivide(maximum, (Int128)factor).Quotient << shift);
        Int128 lowest = Int128.Max(-(long.MaxValue / odd), -IntegerMath.FloorDivide(-(Int128)minimum, factor).Quotient << shift);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
}
