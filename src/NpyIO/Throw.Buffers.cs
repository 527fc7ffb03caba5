using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

internal static partial class Throw
{
    [DoesNotReturn]
    internal static void UnitWidth(int width) =>
        throw new ArgumentOutOfRangeException(nameof(width), width, $"Units of {width} bytes cannot be swapped; their width is 1, 2, 4, 8 or 16.");

    [DoesNotReturn]
    internal static void PythonObjects(DType dtype) =>
        Format(
            NpyFormatReason.Unsupported,
            0,
            $"The array holds Python objects (dtype {dtype.Descr}), whose data are a pickle; only its header can be read. Save it from Python as an array of numbers, strings or records",
            found: dtype.Descr);
}
