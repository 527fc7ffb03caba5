using System.Globalization;
using NpyIO.Arrays.Printing;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>decimal.Decimal</c> with any number of digits, as its text: <c>1.10</c>, <c>1E+30</c>, <c>NaN</c>. The default value is 0.</summary>
/// <remarks>
/// In .NET, two of them are equal if their texts are. As keys and in tuples they are equal as in Python, by value and to other numbers: <c>1.10</c> equals <c>1.1</c>, and <c>1</c> equals
/// the integer. Only decimals of more than 1000 characters, or with an exponent beyond 1000, are compared by their text there too.
/// </remarks>
/// <param name="Text">The text that <c>str()</c> returns.</param>
public readonly record struct PickleDecimal(string Text) : IPythonValue
{
    private const string Zero = "0";

    /// <summary>Null for 0, so that it equals the default value.</summary>
    private readonly string? _text = Checked(Text);

    /// <summary>The text that <c>str()</c> returns.</summary>
    /// <exception cref="ArgumentNullException">The text is set to null.</exception>
    public string Text
    {
        get => _text ?? Zero;
        init => _text = Checked(value);
    }

    internal bool IsNaN => Text.AsSpan().TrimStart('-').TrimStart('s').StartsWith("NaN", StringComparison.Ordinal);

    /// <summary>Converts the number to a .NET decimal if that is exact.</summary>
    /// <param name="value">The converted number.</param>
    /// <returns>False if it has more digits than a decimal (28, sometimes 29), is too large, or is not finite.</returns>
    public bool TryToDecimal(out decimal value)
    {
        // TryParse rounds what has too many digits.
        if (decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && PythonEquality.Instance.Equals(this, (PickleDecimal)value))
            return true;
        value = default;
        return false;
    }

    /// <summary>Converts a .NET decimal to Python's, with the same digits and sign.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PickleDecimal(decimal value) =>
        new((value == 0 && decimal.IsNegative(value) ? "-" : "") + value.ToString(CultureInfo.InvariantCulture));

    string IPythonValue.Str => Text;

    void IPythonValue.AppendTo(PythonRepr repr) => repr.Raw("Decimal(").Value(Text).Raw(")");

    /// <summary>Returns the text.</summary>
    public override string ToString() => Text;

    private static string? Checked(string text)
    {
        ArgumentNullException.ThrowIfNull(text, nameof(Text));
        return text == Zero ? null : text;
    }
}
