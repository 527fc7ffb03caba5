using System.Globalization;
using System.Numerics;
using NpyIO.Literals;

namespace NpyIO.DTypes;

/// <summary>Python literals in the words of error messages.</summary>
internal static class LiteralText
{
    /// <summary>What a literal is: <c>the string 'x'</c>, <c>a tuple of 3</c>.</summary>
    internal static string Describe(PythonLiteral literal) => literal.Kind switch
    {
        PythonLiteralKind.None => "None",
        PythonLiteralKind.Boolean => literal.Boolean ? "True" : "False",
        PythonLiteralKind.Integer => "the integer " + Number(literal.Integer),
        PythonLiteralKind.Float => string.Create(CultureInfo.InvariantCulture, $"the float {literal.Float}"),
        PythonLiteralKind.Complex => "a complex number",
        PythonLiteralKind.String => "the string " + Throw.Quote(literal.Text),
        PythonLiteralKind.Bytes => "the bytes b" + Throw.Quote(literal.Text),
        PythonLiteralKind.Ellipsis => "an ellipsis",
        PythonLiteralKind.Tuple => $"a tuple of {literal.Items.Count}",
        PythonLiteralKind.List => $"a list of {literal.Items.Count}",
        PythonLiteralKind.Set => $"a set of {literal.Items.Count}",
        _ => $"a dictionary of {literal.Items.Count / 2}",
    };

    /// <summary>An integer in decimal, or its size where it is too long to write (and slow to convert).</summary>
    internal static string Number(BigInteger value) => value.GetBitLength() <= 128
        ? value.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"of {value.GetBitLength()} bits");
}
