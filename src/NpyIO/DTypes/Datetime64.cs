using NpyIO.DTypes;

namespace NpyIO;

/// <summary>A moment as a count of units from 1970-01-01: NumPy's <c>datetime64</c>.</summary>
/// <param name="value">The count; <see cref="NaTValue"/> for no moment.</param>
/// <param name="unit">The unit.</param>
/// <param name="multiple">How many units one count is.</param>
public readonly struct Datetime64(long value, DatetimeUnit unit, int multiple = 1) : IEquatable<Datetime64>
{
    /// <summary>The count that means "not a time".</summary>
    public const long NaTValue = long.MinValue;

    /// <summary>The count.</summary>
    public long Value { get; } = value;

    /// <summary>The unit.</summary>
    public DatetimeUnit Unit { get; } = unit;

    /// <summary>How many units one count is: 25 in <c>M8[25s]</c>.</summary>
    public int Multiple { get; } = multiple;

    /// <summary>Whether it is "not a time".</summary>
    public bool IsNaT => Value == NaTValue;

    /// <summary>The moment of a <see cref="DateTime"/>, whose kind is disregarded, in a unit; rounded down where the unit is coarser.</summary>
    /// <param name="dateTime">The moment.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit is generic, or too fine for 64 bits to reach the moment.</exception>
    public static Datetime64 FromDateTime(DateTime dateTime, DatetimeUnit unit = DatetimeUnit.Microsecond)
    {
        Int128 count = unit switch
        {
            DatetimeUnit.Year => dateTime.Year - 1970,
            DatetimeUnit.Month => ((dateTime.Year - 1970) * 12) + dateTime.Month - 1,
            _ => TickMath.FromTicks(dateTime.Ticks - DateTime.UnixEpoch.Ticks, unit),
        };
        if (count <= NaTValue || count > long.MaxValue)
            Throw.UnitTooFine(dateTime, unit);
        return new Datetime64((long)count, unit);
    }

    /// <summary>The moment as a <see cref="DateTime"/> without a kind, rounded down to 100 ns; false for NaT, a generic unit, and years outside 1 to 9999.</summary>
    /// <param name="dateTime">The moment.</param>
    public bool TryToDateTime(out DateTime dateTime)
    {
        dateTime = default;
        if (IsNaT || Unit == DatetimeUnit.Generic)
            return false;
        Int128 count = (Int128)Value * Multiple;
        if (Unit is DatetimeUnit.Year or DatetimeUnit.Month)
        {
            Int128 months = (Unit == DatetimeUnit.Year ? count * 12 : count) + (1969 * 12);
            if (months < 0 || months >= 9999 * 12)
                return false;
            dateTime = new DateTime((int)(months / 12) + 1, (int)(months % 12) + 1, 1);
            return true;
        }

        Int128 ticks = TickMath.ToTicks(count, Unit) + DateTime.UnixEpoch.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            return false;
        dateTime = new DateTime((long)ticks);
        return true;
    }

    /// <summary>The moment as a <see cref="DateTime"/> without a kind, rounded down to 100 ns.</summary>
    /// <exception cref="OverflowException">It is NaT or generic, or its year is outside 1 to 9999.</exception>
    public static explicit operator DateTime(Datetime64 value) => value.TryToDateTime(out DateTime dateTime)
        ? dateTime
        : Throw.NoDateTime(value);

    /// <summary>Whether count, unit and multiple are equal.</summary>
    public static bool operator ==(Datetime64 left, Datetime64 right) => left.Equals(right);

    /// <summary>Whether count, unit or multiple differ.</summary>
    public static bool operator !=(Datetime64 left, Datetime64 right) => !left.Equals(right);

    /// <summary>Whether count, unit and multiple are equal; NaT equals NaT here.</summary>
    /// <param name="other">The other moment.</param>
    public bool Equals(Datetime64 other) => Value == other.Value && Unit == other.Unit && Multiple == other.Multiple;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Datetime64 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Unit, Multiple);

    /// <summary>NumPy's <c>np.datetime_as_string</c>: <c>2000-01-03T05:06</c> to the unit's precision, <c>NaT</c>; the count where the unit is generic.</summary>
    public override string ToString() => DatetimeText.Write(this);
}
