using System.Globalization;
using System.Text;

namespace NpyIO.Cli.Views;

/// <summary>A shape as Python shows a tuple.</summary>
internal static class ShapeText
{
    /// <summary>As <c>(2, 3)</c>, <c>(5,)</c>, <c>()</c>.</summary>
    internal static string Of(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("(");
        for (int axis = 0; axis < shape.Length; axis++)
            text.Append(axis > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{shape[axis]}");
        return text.Append(shape.Length == 1 ? ",)" : ")").ToString();
    }
}
