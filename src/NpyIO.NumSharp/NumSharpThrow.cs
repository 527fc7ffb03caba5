using System.Diagnostics.CodeAnalysis;
using NumSharp;

namespace NpyIO;

/// <summary>Throws the errors of the adapter.</summary>
internal static class NumSharpThrow
{
    [DoesNotReturn]
    internal static DType NoSuchDType(NPTypeCode code) => throw new NotSupportedException(code == NPTypeCode.Decimal
        ? "NumPy has no dtype for NumSharp's Decimal: convert it first, with astype(NPTypeCode.Double)"
        : $"NumPy has no dtype for NumSharp's {code}");

    [DoesNotReturn]
    internal static NDArray NoSuchElements(DType dtype) => throw new NotSupportedException($"NumSharp has no elements of dtype {dtype.Descr}: {Advice(dtype)}");

    [DoesNotReturn]
    internal static void NotOneUnit(uint codePoint, long index) => throw new NotSupportedException(
        $"element {index} is U+{codePoint:X4}, which is not one char: NumSharp's Char and NumPy's U1 agree only up to U+FFFF, surrogates excepted");

    [DoesNotReturn]
    internal static void Disposed(NDArray array) => throw new ObjectDisposedException(array.GetType().Name);

    private static string Advice(DType dtype) => dtype switch
    {
        { IsStruct: true } => "take its fields one by one, array[\"name\"]",
        { Kind: DTypeKind.Datetime or DTypeKind.Timedelta } => "take the counts, View<long>()",
        { Kind: DTypeKind.Bytes or DTypeKind.String } => "read the text by Get<string>(index)",
        { IsNative: false } => "bring it to the machine's byte order, as Npy.Load does unless told to keep the file's",
        { Kind: DTypeKind.Float } => "convert it, To<double>(Casting.Checked)",
        { Kind: DTypeKind.Complex, ItemSize: 8 } => "convert it, To<Complex>()",
        { Kind: DTypeKind.Complex } => "convert it, To<Complex>(Casting.Checked)",
        { Kind: DTypeKind.Void } => "take the bytes, View<byte>()",
        _ => "there is nothing to convert it to",
    };
}
