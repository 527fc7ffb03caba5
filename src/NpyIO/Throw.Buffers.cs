using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

internal static partial class Throw
{
    [DoesNotReturn]
    internal static void UnitWidth(int width) =>
        throw new ArgumentOutOfRangeException(nameof(width), width, $"Units of {width} bytes cannot be swapped; their width is 1, 2, 4, 8 or 16.");
}
