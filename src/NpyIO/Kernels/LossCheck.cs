using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Finds values that a conversion under <see cref="Casting.Checked"/> would lose. Immutable and thread-safe.</summary>
internal abstract class LossCheck
{
    /// <summary>Returns null if the conversion cannot lose values.</summary>
    internal static LossCheck? Create(NumberType from, NumberType to)
    {
        NumberFormat source = NumberFormat.Of(from);
        NumberFormat target = NumberFormat.Of(to);
        return source.IsComplex ? OfComplex(source, target)
            : target.IsFloat ? ToFloat(source, target)
            : ToInteger(source, target);
    }

    /// <summary>Returns the index of the first value that would be lost, or the number of elements. These must be contiguous and native.</summary>
    internal abstract int FirstLost(ReadOnlySpan<byte> elements);

    private static LossCheck? OfComplex(NumberFormat source, NumberFormat target)
    {
        LossCheck? ofPart = Create(source.Part, target.Part);
        if (target.IsComplex)
            return ofPart is null ? null : new PartsCheck(ofPart);
        return source.Part switch
        {
            NumberType.Float32 => new ImaginaryCheck<float>(ofPart),
            NumberType.Float64 => new ImaginaryCheck<double>(ofPart),
            _ => new ImaginaryCheck<LongDouble>(ofPart),
        };
    }

    private static LossCheck? ToFloat(NumberFormat source, NumberFormat target)
    {
        if (source.IsFloat)
        {
            return target.Precision >= source.Precision ? null : source.Part switch
            {
                NumberType.Float32 => new OverflowCheck<float>(target),
                NumberType.Float64 => new OverflowCheck<double>(target),
                _ => new LongDoubleOverflowCheck(target),
            };
        }

        return source.Bits <= target.Precision ? null : source.Part switch
        {
            NumberType.Int16 => new ExactCheck<short, ushort>(target),
            NumberType.Int32 => new ExactCheck<int, uint>(target),
            NumberType.Int64 => new ExactCheck<long, ulong>(target),
            NumberType.UInt16 => new ExactCheck<ushort, ushort>(target),
            NumberType.UInt32 => new ExactCheck<uint, uint>(target),
            _ => new ExactCheck<ulong, ulong>(target),
        };
    }

    private static LossCheck? ToInteger(NumberFormat source, NumberFormat target)
    {
        if (source.Minimum >= target.Minimum && source.Maximum <= target.Maximum && !source.IsFloat)
            return null;
        return source.Part switch
        {
            NumberType.Int8 => new RangeCheck<sbyte, byte>(source, target),
            NumberType.Int16 => new RangeCheck<short, ushort>(source, target),
            NumberType.Int32 => new RangeCheck<int, uint>(source, target),
            NumberType.Int64 => new RangeCheck<long, ulong>(source, target),
            NumberType.UInt8 => new RangeCheck<byte, byte>(source, target),
            NumberType.UInt16 => new RangeCheck<ushort, ushort>(source, target),
            NumberType.UInt32 => new RangeCheck<uint, uint>(source, target),
            NumberType.UInt64 => new RangeCheck<ulong, ulong>(source, target),
            NumberType.Float16 => new HalfCheck(new WholeCheck<float>(target)),
            NumberType.Float32 => new WholeCheck<float>(target),
            NumberType.Float64 => new WholeCheck<double>(target),
            _ => new LongDoubleWholeCheck(target),
        };
    }
}

/// <summary>Integer to a narrower range: value minus minimum must be below a power of two, so ORing the high bits of all differences shows whether every value fits.</summary>
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

/// <summary>Float to integer or bool: whole numbers in range. NaN compares as false.</summary>
internal sealed class WholeCheck<T> : LossCheck
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _minimum;
    private readonly T _end;

    internal WholeCheck(NumberFormat target)
    {
        // 0 or powers of two, hence exact.
        _minimum = T.CreateTruncating(target.Minimum);
        _end = T.CreateTruncating(target.Maximum + 1);
    }

    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(elements);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> minimum = new(_minimum), end = new(_end), kept = Vector<T>.AllBitsSet;
        foreach (Vector<T> vector in vectors)
            kept &= Vector.GreaterThanOrEqual(vector, minimum) & Vector.LessThan(vector, end) & Vector.Equals(vector, Truncate(vector));

        int i = Vector.EqualsAll(kept.As<T, byte>(), Vector<byte>.AllBitsSet) ? vectors.Length * Vector<T>.Count : 0;
        while (i < values.Length && values[i] >= _minimum && values[i] < _end && T.IsInteger(values[i]))
            i++;
        return i;
    }

    private static Vector<T> Truncate(Vector<T> vector) =>
        typeof(T) == typeof(float) ? Vector.Truncate(vector.As<T, float>()).As<float, T>() : Vector.Truncate(vector.As<T, double>()).As<double, T>();
}

/// <summary>Float to narrower float: NaN, infinities, and finite numbers that stay finite.</summary>
internal sealed class OverflowCheck<T>(NumberFormat target) : LossCheck
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _overflow = T.CreateChecked(target.Overflow);

    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(elements);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> overflow = new(_overflow), infinity = new(T.PositiveInfinity), lost = Vector<T>.Zero;
        foreach (Vector<T> vector in vectors)
        {
            Vector<T> magnitude = Vector.Abs(vector);
            lost |= Vector.GreaterThanOrEqual(magnitude, overflow) & Vector.LessThan(magnitude, infinity);
        }

        int i = Vector.EqualsAll(lost.As<T, byte>(), Vector<byte>.Zero) ? vectors.Length * Vector<T>.Count : 0;
        while (i < values.Length && !(T.Abs(values[i]) >= _overflow && T.IsFinite(values[i])))
            i++;
        return i;
    }
}

/// <summary>Half to integer or bool, via float.</summary>
internal sealed class HalfCheck(WholeCheck<float> ofFloats) : LossCheck
{
    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<Half> values = MemoryMarshal.Cast<byte, Half>(elements);
        Span<float> wide = stackalloc float[512];
        for (int done = 0; done < values.Length; done += wide.Length)
        {
            Span<float> piece = wide[..Math.Min(wide.Length, values.Length - done)];
            TensorPrimitives.ConvertToSingle(values.Slice(done, piece.Length), piece);
            int kept = ofFloats.FirstLost(MemoryMarshal.AsBytes(piece));
            if (kept < piece.Length)
                return done + kept;
        }

        return values.Length;
    }
}

/// <summary>Long double to integer or bool: whole numbers in range.</summary>
internal sealed class LongDoubleWholeCheck(NumberFormat target) : LossCheck
{
    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<LongDouble> values = MemoryMarshal.Cast<byte, LongDouble>(elements);
        int i = 0;
        while (i < values.Length && LongDoubleCasts.TryWhole(values[i], out Int128 whole) && whole >= target.Minimum && whole <= target.Maximum)
            i++;
        return i;
    }
}

/// <summary>Long double to narrower float: NaN, infinities, and finite numbers that stay finite.</summary>
internal sealed class LongDoubleOverflowCheck(NumberFormat target) : LossCheck
{
    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<LongDouble> values = MemoryMarshal.Cast<byte, LongDouble>(elements);
        int i = 0;
        while (i < values.Length && Survives(values[i]))
            i++;
        return i;
    }

    private bool Survives(LongDouble value) => !LongDouble.IsFinite(value) || (target.Part switch
    {
        NumberType.Float16 => Half.IsFinite(LongDoubleCasts.ToHalf(value)),
        NumberType.Float32 => float.IsFinite(LongDoubleCasts.ToSingle(value)),
        _ => double.IsFinite((double)value),
    });
}

/// <summary>Complex to complex of another size, part by part.</summary>
internal sealed class PartsCheck(LossCheck ofPart) : LossCheck
{
    internal override int FirstLost(ReadOnlySpan<byte> elements) => ofPart.FirstLost(elements) / 2;
}

/// <summary>Complex to real: the imaginary part is 0, and the real part passes its own check.</summary>
internal sealed class ImaginaryCheck<TPart>(LossCheck? ofPart) : LossCheck
    where TPart : unmanaged
{
    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<StoredComplex<TPart>> values = MemoryMarshal.Cast<byte, StoredComplex<TPart>>(elements);
        Span<TPart> parts = stackalloc TPart[256];
        for (int done = 0; done < values.Length; done += parts.Length)
        {
            ReadOnlySpan<StoredComplex<TPart>> piece = values.Slice(done, Math.Min(parts.Length, values.Length - done));
            int kept = 0;
            for (; kept < piece.Length && IsZero(piece[kept].Imaginary); kept++)
                parts[kept] = piece[kept].Real;
            int ofReal = ofPart?.FirstLost(MemoryMarshal.AsBytes(parts[..kept])) ?? kept;
            if (ofReal < piece.Length)
                return done + ofReal;
        }

        return values.Length;
    }

    private static bool IsZero(TPart part) =>
        typeof(TPart) == typeof(float) ? (float)(object)part == 0
        : typeof(TPart) == typeof(double) ? (double)(object)part == 0
        : LongDoubleCasts.IsZero((LongDouble)(object)part);
}
