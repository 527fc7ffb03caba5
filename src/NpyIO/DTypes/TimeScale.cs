namespace NpyIO.DTypes;

/// <summary>Converts counts of one length of time to counts of another: value · multiply / divide, exactly or rounded down. Immutable and thread-safe. NaT is the caller's concern.</summary>
internal sealed class TimeScale
{
    private readonly Int128 _multiply;
    private readonly Int128 _divide;
    private readonly long _minimum;
    private readonly long _maximum;

    /// <summary>The greatest value whose product fits 64 bits, if the factors do; otherwise −1.</summary>
    private readonly long _maxQuick;
    private readonly long _quickMultiply;
    private readonly long _quickDivide;

    /// <summary>A result outside the limits, which are inclusive, is not one.</summary>
    internal TimeScale(Int128 multiply, Int128 divide, long minimum, long maximum)
    {
        Int128 common = GreatestDivisor(multiply, divide);
        _multiply = multiply / common;
        _divide = divide / common;
        _minimum = minimum;
        _maximum = maximum;
        Exact = ExactScale.Of(_multiply, _divide, minimum, maximum);
        _maxQuick = -1;
        if (_multiply <= long.MaxValue && _divide <= long.MaxValue)
            (_quickMultiply, _quickDivide, _maxQuick) = ((long)_multiply, (long)_divide, long.MaxValue / (long)_multiply);
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
        if (value <= _maxQuick && value >= -_maxQuick)
        {
            (result, long rest) = IntegerMath.FloorDivide(value * _quickMultiply, _quickDivide);
            isExact = rest == 0;
            return result >= _minimum && result <= _maximum;
        }

        result = 0;
        isExact = true;

        // A product beyond 128 bits is beyond every limit: a large factor has a small divisor.
        if (value != 0 && BitLength(value) + BitLength(_multiply) > 126)
            return false;
        (Int128 quotient, Int128 remainder) = IntegerMath.FloorDivide(value * _multiply, _divide);
        isExact = remainder == 0;
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
