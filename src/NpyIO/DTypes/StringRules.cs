using System.Globalization;
using NpyIO.Errors;

namespace NpyIO.DTypes;

/// <summary>The parameters of NumPy 2's <c>StringDType</c>.</summary>
/// <param name="Coerce">Whether NumPy converts other values to strings.</param>
/// <param name="HasNaObject">Whether strings can be missing.</param>
/// <param name="NaObject">The Python value of a missing string.</param>
internal sealed record StringRules(bool Coerce, bool HasNaObject, object? NaObject)
{
    /// <summary>The dtype in NumPy's format: <c>StringDType(na_object=nan, coerce=False)</c>.</summary>
    public override string ToString()
    {
        string missing = HasNaObject ? $"na_object={Shown(NaObject)}" : "";
        string coerce = Coerce ? "" : "coerce=False";
        return $"StringDType({missing}{(missing.Length > 0 && coerce.Length > 0 ? ", " : "")}{coerce})";
    }

    internal bool IsNa(object? value) => HasNaObject && (value is null || Equals(value, NaObject));

    private static string Shown(object? value) => value switch
    {
        null => "None",
        string text => PythonText.Quote(text),
        double.NaN => "nan",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
