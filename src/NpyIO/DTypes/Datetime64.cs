using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO;

/// <summary>A date and time as a count of units from 1970-01-01: NumPy's <c>datetime64</c>.</summary>
/// <remarks>The default is NaT without a unit, like <c>np.datetime64()</c>.</remarks>
public readonly struct Datetime64 : IEquatable<Datetime64>
{
    /// <summary>The count that means "not a time".</summary>
    public const long NaTValue = long.MinValue;

    private readonly long _value;
    private readonly DatetimeUnit _unit;

    // 0 only in the default value of the struct.
    private readonly int _multiple;

    /// <summary>Creates a date and time from a count of units.</summary>
    /// <param name="value">The count; <see cref="NaTValue"/> for "not a time".</param>
    /// <param name="unit">The unit.</param>
    /// <param name="multiple">The number of units per count, at least 1. Ignored, and taken as 1, if the unit is generic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit, or the multiple is less than 1.</exception>
    public Datetime64(long value, DatetimeUnit unit, int multiple = 1)
    {
        if (!DatetimeUnits.IsDefined(unit))
            DTypeThrow.NoSuchUnit(unit);
        Throw.IfLess(multiple, 1);
        _value = value;
        _unit = unit;
        _multiple = unit == DatetimeUnit.Generic ? 1 : multiple;
    }

    /// <summary>The count.</summary>
    public long Value => _multiple == 0 ? NaTValue : _value;

    /// <summary>The unit.</summary>
    public DatetimeUnit Unit => _multiple == 0 ? DatetimeUnit.Generic : _unit;

    /// <summary>The number of units per count: 25 in <c>M8[25s]</c>.</summary>
    public int Multiple => _multiple == 0 ? 1 : _multiple;

    /// <summary>Whether the value is "not a time".</summary>
    public bool IsNaT => Value == NaTValue;

    /// <summary>Converts a <see cref="DateTime"/> exactly, ignoring its kind. Nanoseconds, the default, can hold every DateTime from 1677 to 2262.</summary>
    /// <param name="dateTime">The date and time.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="OverflowException">
    /// The value is not a whole number of units (<see cref="FromDateTimeRoundedDown"/> rounds), or the count exceeds 64 bits (often <c>default(DateTime)</c>, the year 1).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The unit is generic.</exception>
    public static Datetime64 FromDateTime(DateTime dateTime, DatetimeUnit unit = DatetimeUnit.Nanosecond)
    {
        Datetime64 value = FromDateTimeRoundedDown(dateTime, unit);
        if (!value.TryToDateTime(out DateTime back) || back.Ticks != dateTime.Ticks)
            DTypeThrow.UnitTooCoarse(dateTime, unit);
        return value;
    }

    /// <summary>Converts a <see cref="DateTime"/>, ignoring its kind, and rounds down to whole units.</summary>
    /// <param name="dateTime">The date and time.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="OverflowException">The count exceeds 64 bits in that unit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The unit is generic.</exception>
    public static Datetime64 FromDateTimeRoundedDown(DateTime dateTime, DatetimeUnit unit)
    {
        Int128 count = unit switch
        {
            DatetimeUnit.Year => dateTime.Year - 1970,
            DatetimeUnit.Month => ((dateTime.Year - 1970) * 12) + dateTime.Month - 1,
            _ => TickMath.FromTicks(dateTime.Ticks - DateTime.UnixEpoch.Ticks, unit),
        };
        if (count <= NaTValue || count > long.MaxValue)
            DTypeThrow.OutOfReach(dateTime, unit);
        return new Datetime64((long)count, unit);
    }

    /// <summary>Converts to a <see cref="DateTime"/> of unspecified kind if that is exact; false for NaT, a generic unit, fractions of 100 ns, and years outside 1 to 9999.</summary>
    /// <param name="dateTime">The date and time.</param>
    public bool TryToDateTime(out DateTime dateTime)
    {
        if (TryToDateTimeRoundedDown(out dateTime) && IsWholeTicks(dateTime))
            return true;
        dateTime = default;
        return false;
    }

    /// <summary>Converts to a <see cref="DateTime"/> of unspecified kind, rounded down to 100 ns; false for NaT, a generic unit, and years outside 1 to 9999.</summary>
    /// <param name="dateTime">The date and time.</param>
    public bool TryToDateTimeRoundedDown(out DateTime dateTime)
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

    /// <summary>Converts to a <see cref="DateTime"/> of unspecified kind.</summary>
    /// <exception cref="OverflowException">The value is NaT, generic, outside years 1 to 9999, or has fractions of 100 ns (<see cref="TryToDateTimeRoundedDown"/> drops them).</exception>
    public static explicit operator DateTime(Datetime64 value) => value.TryToDateTime(out DateTime dateTime)
        ? dateTime
        : DTypeThrow.NoDateTime(value);

    /// <summary>Whether count, unit and multiple are equal.</summary>
    public static bool operator ==(Datetime64 left, Datetime64 right) => left.Equals(right);

    /// <summary>Whether count, unit or multiple differ.</summary>
    public static bool operator !=(Datetime64 left, Datetime64 right) => !left.Equals(right);

    /// <summary>Whether count, unit and multiple are equal; NaT equals NaT.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(Datetime64 other) => Value == other.Value && Unit == other.Unit && Multiple == other.Multiple;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Datetime64 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Unit, Multiple);

    /// <summary>NumPy's <c>np.datetime_as_string</c>: <c>2000-01-03T05:06</c> to the unit's precision, or <c>NaT</c>; the count if the unit is generic.</summary>
    public override string ToString() => DatetimeText.Write(this);

    private bool IsWholeTicks(DateTime rounded) =>
        Unit < DatetimeUnit.Nanosecond || TickMath.FromTicks(rounded.Ticks - DateTime.UnixEpoch.Ticks, Unit) == (Int128)Value * Multiple;
}
