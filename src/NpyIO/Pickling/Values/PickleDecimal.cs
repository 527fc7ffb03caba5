using System.Globalization;

namespace NpyIO;

/// <summary>A Python <c>decimal.Decimal</c>, of any number of digits, as its text: <c>1.10</c>, <c>1E+30</c>, <c>NaN</c>.</summary>
/// <param name="Text">The text that <c>str()</c> gives.</param>
public readonly record struct PickleDecimal(string Text)
{
    /// <summary>The number as .NET's decimal.</summary>
    /// <param name="value">The number.</param>
    /// <returns>False where it has more than 28 digits, is too large, or is no number.</returns>
    public bool TryToDecimal(out decimal value) => decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>.NET's decimal as Python's, with the same digits.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PickleDecimal(decimal value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
