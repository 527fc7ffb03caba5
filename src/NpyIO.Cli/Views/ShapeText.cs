using System.Globalization;
using System.Text;

namespace NpyIO.Cli.Views;

/// <summary>Formats a shape as a Python tuple.</summary>
internal static class ShapeText
{
    internal static string Of(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("(");
        for (int axis = 0; axis < shape.Length; axis++)
            text.Append(axis > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{shape[axis]}");
        return text.Append(shape.Length == 1 ? ",)" : ")").ToString();
    }
}
