using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>
/// Integer to a narrower range: value minus minimum must be below a power of two, so the high bits of all differences, ORed, show whether every value is in range.
/// </summary>
internal sealed class RangeCheck<T, TUnsigned> : LossCheck
    where T : unmanaged, IBinaryInteger<T>
    where TUnsigned : unmanaged, IBinaryInteger<TUnsigned>
{
    private readonly TUnsigned _minimum;
    private readonly TUnsigned _outside;

    internal RangeCheck(NumberFormat source, NumberFormat target)
    {
        Int128 minimum = Int128.Max(source.Minimum, target.Minimum);
        _minimum = TUnsigned.CreateTruncating(minimum);
        _outside = TUnsigned.CreateTruncating(~(Int128.Min(source.Maximum, target.Maximum) - minimum));
    }

    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<TUnsigned> values = MemoryMarshal.Cast<byte, TUnsigned>(elements);
        if (AllFit(values))
            return values.Length;
        int i = 0;
        while (((values[i] - _minimum) & _outside) == TUnsigned.Zero)
            i++;
        return i;
    }

    private bool AllFit(ReadOnlySpan<TUnsigned> values)
    {
        ReadOnlySpan<Vector<TUnsigned>> vectors = MemoryMarshal.Cast<TUnsigned, Vector<TUnsigned>>(values);
        var minimum = new Vector<TUnsigned>(_minimum);
        Vector<TUnsigned> even = Vector<TUnsigned>.Zero, odd = even;
        int i = 0;
        for (; i + 1 < vectors.Length; i += 2)
        {
            even |= vectors[i] - minimum;
            odd |= vectors[i + 1] - minimum;
        }

        if (i < vectors.Length)
            even |= vectors[i] - minimum;
        TUnsigned rest = TUnsigned.Zero;
        for (i = vectors.Length * Vector<TUnsigned>.Count; i < values.Length; i++)
            rest |= values[i] - _minimum;
        return (rest & _outside) == TUnsigned.Zero && Vector.EqualsAll((even | odd) & new Vector<TUnsigned>(_outside), Vector<TUnsigned>.Zero);
    }
}

/// <summary>Integer to a float with fewer bits: a value is exact if the distance from its highest to its lowest set bit fits the significand.</summary>
internal sealed class ExactCheck<T, TUnsigned> : LossCheck
    where T : unmanaged, IBinaryInteger<T>
    where TUnsigned : unmanaged, IBinaryInteger<TUnsigned>
{
    private readonly int _precision;
    private readonly TUnsigned _maximum;

    internal ExactCheck(NumberFormat target)
    {
        _precision = target.Precision;
        _maximum = target.Part == NumberType.Float16 ? TUnsigned.CreateSaturating(65504) : ~TUnsigned.Zero;
    }

    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(elements);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<TUnsigned> one = Vector<TUnsigned>.One, maximum = new(_maximum), lost = Vector<TUnsigned>.Zero;
        foreach (Vector<T> vector in vectors)
        {
            // The lowest set bit minus 1; for 0 that is the maximum.
            Vector<TUnsigned> magnitude = Vector.Abs(vector).As<T, TUnsigned>();
            Vector<TUnsigned> below = Vector.AndNot(magnitude - one, magnitude);
            lost |= Vector.GreaterThan(magnitude >>> _precision, below) | Vector.GreaterThan(magnitude, maximum);
        }

        int i = Vector.EqualsAll(lost, Vector<TUnsigned>.Zero) ? vectors.Length * Vector<T>.Count : 0;
        while (i < values.Length && IsExact(values[i]))
            i++;
        return i;
    }

    private bool IsExact(T value)
    {
        TUnsigned magnitude = TUnsigned.CreateTruncating(T.IsNegative(value) ? -value : value);
        TUnsigned below = (magnitude - TUnsigned.One) & ~magnitude;
        return magnitude >>> _precision <= below && magnitude <= _maximum;
    }
}
