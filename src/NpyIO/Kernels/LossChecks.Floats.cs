using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

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
