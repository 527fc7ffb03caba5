namespace NpyIO.Kernels;

/// <summary>The number types that can be cast to each other.</summary>
internal enum NumberType
{
    None = -1,
    Boolean,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float16,
    Float32,
    Float64,
    LongDouble,
    Complex64,
    Complex128,
    ComplexLongDouble,
}

/// <summary>Maps dtypes to number types.</summary>
internal static class NumberTypes
{
    internal static NumberType Of(DType dtype) => (dtype.Kind, dtype.ItemSize) switch
    {
        (DTypeKind.Boolean, _) => NumberType.Boolean,
        (DTypeKind.SignedInteger, 1) => NumberType.Int8,
        (DTypeKind.SignedInteger, 2) => NumberType.Int16,
        (DTypeKind.SignedInteger, 4) => NumberType.Int32,
        (DTypeKind.SignedInteger, 8) => NumberType.Int64,
        (DTypeKind.UnsignedInteger, 1) => NumberType.UInt8,
        (DTypeKind.UnsignedInteger, 2) => NumberType.UInt16,
        (DTypeKind.UnsignedInteger, 4) => NumberType.UInt32,
        (DTypeKind.UnsignedInteger, 8) => NumberType.UInt64,
        (DTypeKind.Float, 2) => NumberType.Float16,
        (DTypeKind.Float, 4) => NumberType.Float32,
        (DTypeKind.Float, 8) => NumberType.Float64,
        (DTypeKind.Float, 16) => NumberType.LongDouble,
        (DTypeKind.Complex, 8) => NumberType.Complex64,
        (DTypeKind.Complex, 16) => NumberType.Complex128,
        (DTypeKind.Complex, 32) => NumberType.ComplexLongDouble,
        _ => NumberType.None,
    };

    /// <summary>In bytes.</summary>
    internal static int SizeOf(NumberType type) => type switch
    {
        NumberType.Boolean or NumberType.Int8 or NumberType.UInt8 => 1,
        NumberType.Int16 or NumberType.UInt16 or NumberType.Float16 => 2,
        NumberType.Int32 or NumberType.UInt32 or NumberType.Float32 => 4,
        NumberType.Int64 or NumberType.UInt64 or NumberType.Float64 or NumberType.Complex64 => 8,
        NumberType.LongDouble or NumberType.Complex128 => 16,
        NumberType.ComplexLongDouble => 32,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}

/// <summary>The range and precision of a number type, or of a complex one's parts. Minimum and maximum are 0 for floats; the precision, in significand bits, is 0 for integers.</summary>
internal readonly record struct NumberFormat(NumberType Part, bool IsComplex, Int128 Minimum, Int128 Maximum, int Precision)
{
    internal bool IsFloat => Precision > 0;

    /// <summary>The bits needed for an integer's magnitude. −2^63 needs no extra bit: a power of two is exact in every float that can reach it.</summary>
    internal int Bits => 128 - (int)Int128.LeadingZeroCount(Maximum);

    /// <summary>The minimum magnitude that rounds to infinity: halfway between the largest finite float and the next power of two.</summary>
    internal double Overflow => Part == NumberType.Float16 ? 65520 : Part == NumberType.Float32 ? 3.4028235677973366e38 : double.PositiveInfinity;

    internal static NumberFormat Of(NumberType type) => type switch
    {
        NumberType.Boolean => Integer(type, 0, 1),
        NumberType.Int8 => Integer(type, sbyte.MinValue, sbyte.MaxValue),
        NumberType.Int16 => Integer(type, short.MinValue, short.MaxValue),
        NumberType.Int32 => Integer(type, int.MinValue, int.MaxValue),
        NumberType.Int64 => Integer(type, long.MinValue, long.MaxValue),
        NumberType.UInt8 => Integer(type, 0, byte.MaxValue),
        NumberType.UInt16 => Integer(type, 0, ushort.MaxValue),
        NumberType.UInt32 => Integer(type, 0, uint.MaxValue),
        NumberType.UInt64 => Integer(type, 0, ulong.MaxValue),
        NumberType.Float16 => Float(type, 11),
        NumberType.Float32 => Float(type, 24),
        NumberType.Float64 => Float(type, 53),
        NumberType.LongDouble => Float(type, 64),
        NumberType.Complex64 => Float(NumberType.Float32, 24) with { IsComplex = true },
        NumberType.Complex128 => Float(NumberType.Float64, 53) with { IsComplex = true },
        NumberType.ComplexLongDouble => Float(NumberType.LongDouble, 64) with { IsComplex = true },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static NumberFormat Integer(NumberType type, Int128 minimum, Int128 maximum) => new(type, IsComplex: false, minimum, maximum, Precision: 0);

    private static NumberFormat Float(NumberType type, int precision) => new(type, IsComplex: false, 0, 0, precision);
}
