using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Kernels;

/// <summary>Throw helpers for casts and byte swaps.</summary>
internal static class KernelThrow
{
    [DoesNotReturn]
    internal static void UnitWidth(int width) =>
        throw new ArgumentOutOfRangeException(nameof(width), $"Units of {width} bytes cannot be swapped; their width is 1, 2, 4, 8 or 16.");

    [DoesNotReturn]
    internal static void CastNotAllowed(DType from, DType to, Casting casting, Casting weakest) =>
        throw new InvalidCastException(Casts.Transform(from, to) is null
            ? NoCastText(from, to)
            : casting == Casting.Checked || !(Casts.AreNumbers(from, to) || Casts.AreTimes(from, to))
            ? $"Casting.{casting} does not allow to convert {Named(from)} to {Named(to)}; Casting.{weakest} does."
            : $"Casting.{casting} does not allow to convert {Named(from)} to {Named(to)}; Casting.Checked does{(Casts.CanLose(from, to) ? $" if no value is lost, Casting.{weakest} as NumPy does" : "")}.");

    [DoesNotReturn]
    internal static ElementTransform NoCast(DType from, DType to) => throw new InvalidCastException(NoCastText(from, to));

    private static string NoCastText(DType from, DType to)
    {
        string advice = from.Kind is DTypeKind.Datetime or DTypeKind.Timedelta || to.Kind is DTypeKind.Datetime or DTypeKind.Timedelta
            ? "; the counts of dates and time spans are seen with View<long>()"
            : "";
        return $"There is no conversion from {Named(from)} to {Named(to)}{advice}.";
    }

    internal static string Named(DType dtype) =>
        dtype.Kind is DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void ? dtype.ToString() : $"{dtype.Name} ({dtype.Descr})";
}
