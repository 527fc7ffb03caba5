namespace NpyIO.Kernels;

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
}
