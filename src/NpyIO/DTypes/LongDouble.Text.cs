using System.Text;
using NpyIO.DTypes;

namespace NpyIO;

public readonly partial struct LongDouble
{
    /// <summary>
    /// The shortest digits that round-trip at 64 significant bits, in NumPy's format: <c>1.5</c>, <c>1e+16</c>, <c>1.5e-05</c>;
    /// <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>. Finite numbers are valid in JSON.
    /// </summary>
    public override string ToString()
    {
        if (IsNaN(this))
            return "NaN";
        if (IsInfinity(this))
            return IsNegative(this) ? "-Infinity" : "Infinity";

        // NumPy's range for numbers without an exponent: 1e-4 to 1e16.
        return DecimalText.AppendScalar(new StringBuilder(32), RealNumber.Of(this), IsPositional(this)).ToString();
    }

    /// <summary>Whether NumPy writes the number without an exponent when it stands alone: if it is 0, or from 1e-4 to 1e16.</summary>
    internal static bool IsPositional(LongDouble value)
    {
        RealNumber number = RealNumber.Of(value);
        return !number.IsFinite || number.IsZero || DecimalDigits.Shortest(number).Exponent is >= -4 and < 16;
    }
}
