namespace NpyIO.Kernels;

/// <summary>The type in which NumPy computes with numbers of two types: <c>np.promote_types</c>.</summary>
internal static class NumberPromotion
{
    internal static NumberType Of(NumberType left, NumberType right)
    {
        if (left == right || right == NumberType.Boolean)
            return left;
        if (left == NumberType.Boolean)
            return right;
        NumberFormat one = NumberFormat.Of(left), other = NumberFormat.Of(right);
        NumberType part = one.IsFloat || other.IsFloat ? FloatOf(one, other) : IntegerOf(one, other);
        return one.IsComplex || other.IsComplex ? ComplexOf(part) : part;
    }

    /// <summary>Whether values of both types become values of the promoted one without loss: not integers of 64 bits beside floats, or beside those of the other sign.</summary>
    internal static bool IsExact(NumberType left, NumberType right)
    {
        NumberFormat result = NumberFormat.Of(Of(left, right));
        return !result.IsFloat || (IsExact(NumberFormat.Of(left), result) && IsExact(NumberFormat.Of(right), result));
    }

    /// <summary>The float that NumPy computes with if one side is of a type and the other a Python float.</summary>
    internal static NumberType InexactOf(NumberType type) => NumberFormat.Of(type) is { IsFloat: true } format ? format.Part : NumberType.Float64;

    private static bool IsExact(NumberFormat from, NumberFormat to) => from.IsFloat || from.Bits <= to.Precision;

    private static NumberType FloatOf(NumberFormat one, NumberFormat other)
    {
        NumberType first = FloatFor(one), second = FloatFor(other);
        return first > second ? first : second;
    }

    private static NumberType FloatFor(NumberFormat format) => format.IsFloat ? format.Part : format.Bits switch
    {
        <= 8 => NumberType.Float16,
        <= 16 => NumberType.Float32,
        _ => NumberType.Float64,
    };

    private static NumberType IntegerOf(NumberFormat one, NumberFormat other)
    {
        Int128 minimum = Int128.Min(one.Minimum, other.Minimum), maximum = Int128.Max(one.Maximum, other.Maximum);
        foreach (NumberType type in (NumberType[])[one.Part, other.Part, NumberType.Int16, NumberType.Int32, NumberType.Int64])
        {
            NumberFormat format = NumberFormat.Of(type);
            if (format.Minimum <= minimum && format.Maximum >= maximum)
                return type;
        }

        return NumberType.Float64;
    }

    private static NumberType ComplexOf(NumberType part) => part switch
    {
        NumberType.Float16 or NumberType.Float32 => NumberType.Complex64,
        NumberType.LongDouble => NumberType.ComplexLongDouble,
        _ => NumberType.Complex128,
    };
}
