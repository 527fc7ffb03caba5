using System.Globalization;

namespace NpyIO;

/// <summary>A Python <c>decimal.Decimal</c>, of any number of digits, as its text: <c>1.10</c>, <c>1E+30</c>, <c>NaN</c>.</summary>
/// <remarks>
/// Two of them are equal in .NET when their texts are. As keys and in tuples they are equal as in Python, by value and to other numbers: <c>1.10</c> to <c>1.1</c>, <c>1</c> to the
/// integer. Only those of more than 1000 characters, or with an exponent beyond 1000, are equal by their text there too. The default value is 0.
/// </remarks>
/// <param name="Text">The text that <c>str()</c> gives.</param>
public readonly record struct PickleDecimal(string Text)
{
    private const string Zero = "0";

    /// <summary>Null for 0, so that the default value is equal to it.</summary>
    private readonly string? _text = Checked(Text);

    /// <summary>The text that <c>str()</c> gives.</summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public string Text
    {
        get => _text ?? Zero;
        init => _text = Checked(value);
    }

    /// <summary>Whether it is one of the numbers that are none.</summary>
    internal bool IsNaN => Text.AsSpan().TrimStart('-').TrimStart('s').StartsWith("NaN", StringComparison.Ordinal);

    /// <summary>The number as .NET's decimal.</summary>
    /// <param name="value">The number.</param>
    /// <returns>False where it has more than 28 digits, is too large, or is no number.</returns>
    public bool TryToDecimal(out decimal value) => decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>.NET's decimal as Python's, with the same digits and sign.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PickleDecimal(decimal value) =>
        new((value == 0 && decimal.IsNegative(value) ? "-" : "") + value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    private static string? Checked(string text)
    {
        ArgumentNullException.ThrowIfNull(text, nameof(Text));
        return text == Zero ? null : text;
    }
}
