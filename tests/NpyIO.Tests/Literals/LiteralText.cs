using System.Globalization;
using NpyIO.Literals;

namespace NpyIO.Tests.Literals;

/// <summary>A literal in one fixed notation, Python's repr where it is short, so that tests compare texts.</summary>
internal static class LiteralText
{
    internal static string Of(PythonLiteral literal) => literal.Kind switch
    {
        PythonLiteralKind.None => "None",
        PythonLiteralKind.Boolean => literal.Boolean ? "True" : "False",
        PythonLiteralKind.Integer => literal.Integer.ToString(CultureInfo.InvariantCulture),
        PythonLiteralKind.Float => $"float {literal.Float.ToString("R", CultureInfo.InvariantCulture)}",
        PythonLiteralKind.Complex => "complex",
        PythonLiteralKind.String => PythonQuote.Quote(literal.Text),
        PythonLiteralKind.Bytes => $"b{PythonQuote.Quote(literal.Text)}",
        PythonLiteralKind.Ellipsis => "...",
        PythonLiteralKind.Tuple => $"({Join(literal)}{(literal.Items.Count == 1 ? "," : "")})",
        PythonLiteralKind.List => $"[{Join(literal)}]",
        PythonLiteralKind.Set => $"set {{{Join(literal)}}}",
        _ => $"dict {{{Join(literal)}}}",
    };

    private static string Join(PythonLiteral literal) => string.Join(", ", literal.Items.Select(Of));
}
