namespace NpyIO.Kernels;

/// <summary>Finds values that a conversion under <see cref="Casting.Checked"/> would lose. Immutable and thread-safe.</summary>
internal abstract class LossCheck
{
    /// <summary>Creates the check for a conversion, or returns null if it cannot lose values.</summary>
    internal static LossCheck? Create(NumberType from, NumberType to)
    {
        NumberFormat source = NumberFormat.Of(from);
        NumberFormat target = NumberFormat.Of(to);
        return source.IsComplex ? OfComplex(source, target)
            : target.IsFloat ? ToFloat(source, target)
            : ToInteger(source, target);
    }

    /// <summary>Returns the index of the first value that would be lost, or the number of elements. The elements must be contiguous and native.</summary>
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
