using System.Globalization;
using NpyIO.Errors;

namespace NpyIO.DTypes;

/// <summary>What tells one of NumPy 2's dtypes of texts of any length from another.</summary>
/// <param name="Coerce">Whether NumPy makes texts of what is none.</param>
/// <param name="HasNaObject">Whether texts may be missing.</param>
/// <param name="NaObject">What stands for a missing text in Python.</param>
internal sealed record StringRules(bool Coerce, bool HasNaObject, object? NaObject)
{
    /// <summary>The dtype as NumPy writes it: <c>StringDType(na_object=nan, coerce=False)</c>.</summary>
    public override string ToString()
    {
        string missing = HasNaObject ? $"na_object={Shown(NaObject)}" : "";
        string coerce = Coerce ? "" : "coerce=False";
        return $"StringDType({missing}{(missing.Length > 0 && coerce.Length > 0 ? ", " : "")}{coerce})";
    }

    /// <summary>Whether a value is the one that stands for a missing text.</summary>
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
