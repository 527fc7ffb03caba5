using System.Numerics;
using NumSharp;

namespace NpyIO;

/// <summary>The table of NumSharp's element types and NumPy's dtypes. <see cref="NPTypeCode.Char"/> is not in it, because its bytes differ from <c>U1</c>.</summary>
internal static class NumSharpDTypes
{
    internal static DType? Of(NPTypeCode code) => code switch
    {
        NPTypeCode.Boolean => DType.Of<bool>(),
        NPTypeCode.SByte => DType.Of<sbyte>(),
        NPTypeCode.Byte => DType.Of<byte>(),
        NPTypeCode.Int16 => DType.Of<short>(),
        NPTypeCode.UInt16 => DType.Of<ushort>(),
        NPTypeCode.Int32 => DType.Of<int>(),
        NPTypeCode.UInt32 => DType.Of<uint>(),
        NPTypeCode.Int64 => DType.Of<long>(),
        NPTypeCode.UInt64 => DType.Of<ulong>(),
        NPTypeCode.Half => DType.Of<Half>(),
        NPTypeCode.Single => DType.Of<float>(),
        NPTypeCode.Double => DType.Of<double>(),
        NPTypeCode.Complex => DType.Of<Complex>(),
        _ => null,
    };

    /// <summary>Returns <see cref="NPTypeCode.Empty"/> if NumSharp has no such elements.</summary>
    internal static NPTypeCode CodeOf(DType dtype) => !dtype.IsNative ? NPTypeCode.Empty : (dtype.Kind, dtype.ItemSize) switch
    {
        (DTypeKind.Boolean, 1) => NPTypeCode.Boolean,
        (DTypeKind.SignedInteger, 1) => NPTypeCode.SByte,
        (DTypeKind.UnsignedInteger, 1) => NPTypeCode.Byte,
        (DTypeKind.SignedInteger, 2) => NPTypeCode.Int16,
        (DTypeKind.UnsignedInteger, 2) => NPTypeCode.UInt16,
        (DTypeKind.SignedInteger, 4) => NPTypeCode.Int32,
        (DTypeKind.UnsignedInteger, 4) => NPTypeCode.UInt32,
        (DTypeKind.SignedInteger, 8) => NPTypeCode.Int64,
        (DTypeKind.UnsignedInteger, 8) => NPTypeCode.UInt64,
        (DTypeKind.Float, 2) => NPTypeCode.Half,
        (DTypeKind.Float, 4) => NPTypeCode.Single,
        (DTypeKind.Float, 8) => NPTypeCode.Double,
        (DTypeKind.Complex, 16) => NPTypeCode.Complex,
        _ => NPTypeCode.Empty,
    };
}
