using System.Globalization;
using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO;

/// <summary>A time span as a count of units: NumPy's <c>timedelta64</c>.</summary>
/// <remarks>The default is 0 without a unit, as <c>np.timedelta64()</c> is.</remarks>
public readonly struct Timedelta64 : IEquatable<Timedelta64>
{
    /// <summary>The count that means "not a time".</summary>
    public const long NaTValue = long.MinValue;

    private readonly long _value;
    private readonly DatetimeUnit _unit;

    // 0 in the default of the struct alone.
    private readonly int _multiple;

    /// <summary>Creates a time span from a count of units.</summary>
    /// <param name="value">The count; <see cref="NaTValue"/> for "not a time".</param>
    /// <param name="unit">The unit.</param>
    /// <param name="multiple">How many units one count is, at least 1. Without meaning, and taken for 1, if the unit is generic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit, or the multiple is less than 1.</exception>
    public Timedelta64(long value, DatetimeUnit unit, int multiple = 1)
    {
        if (!DatetimeUnits.IsDefined(unit))
            DTypeThrow.NoSuchUnit(unit);
        Throw.IfLess(multiple, 1);
        _value = value;
        _unit = unit;
        _multiple = unit == DatetimeUnit.Generic ? 1 : multiple;
    }

    /// <summary>The count.</summary>
    public long Value => _value;

    /// <summary>The unit.</summary>
    public DatetimeUnit Unit => _multiple == 0 ? DatetimeUnit.Generic : _unit;

    /// <summary>How many units one count is: 25 in <c>m8[25s]</c>.</summary>
    public int Multiple => _multiple == 0 ? 1 : _multiple;

    /// <summary>Whether it is "not a time".</summary>
    public bool IsNaT => Value == NaTValue;

    /// <summary>Whether it means the same in every unit: NaT does, and 0 without a unit.</summary>
    internal bool FitsEveryUnit => IsNaT || (Unit == DatetimeUnit.Generic && Value == 0);

    /// <summary>Converts a <see cref="TimeSpan"/> without losing a digit: 100 ns are whole in nanoseconds, the default, which hold 292 years.</summary>
    /// <param name="timeSpan">The span.</param>
    /// <param name="unit">The unit, weeks or finer.</param>
    /// <exception cref="OverflowException">The span is not a whole number of units (<see cref="FromTimeSpanRoundedDown"/> rounds), or 64 bits do not hold it in that unit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The unit is generic, years or months.</exception>
    public static Timedelta64 FromTimeSpan(TimeSpan timeSpan, DatetimeUnit unit = DatetimeUnit.Nanosecond)
    {
        Timedelta64 value = FromTimeSpanRoundedDown(timeSpan, unit);
        if (!value.TryToTimeSpan(out TimeSpan back) || back != timeSpan)
            DTypeThrow.UnitTooCoarse(timeSpan, unit);
        return value;
    }

    /// <summary>Converts a <see cref="TimeSpan"/>, rounded down to whole units.</summary>
    /// <param name="timeSpan">The span.</param>
    /// <param name="unit">The unit, weeks or finer.</param>
    /// <exception cref="OverflowException">64 bits do not hold the span in that unit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The unit is generic, years or months.</exception>
    public static Timedelta64 FromTimeSpanRoundedDown(TimeSpan timeSpan, DatetimeUnit unit)
    {
        Int128 count = TickMath.FromTicks(timeSpan.Ticks, unit);
        if (count <= NaTValue || count > long.MaxValue)
            DTypeThrow.OutOfReach(timeSpan, unit);
        return new Timedelta64((long)count, unit);
    }

    /// <summary>The span as a <see cref="TimeSpan"/>; false unless it is exact: for NaT, units that are generic, years or months, fractions of 100 ns, and what is out of range.</summary>
    /// <param name="timeSpan">The span.</param>
    public bool TryToTimeSpan(out TimeSpan timeSpan)
    {
        if (TryToTimeSpanRoundedDown(out timeSpan) && TickMath.FromTicks(timeSpan.Ticks, Unit) == (Int128)Value * Multiple)
            return true;
        timeSpan = default;
        return false;
    }

    /// <summary>The span as a <see cref="TimeSpan"/>, rounded down to 100 ns; false for NaT, units that are generic, years or months, and what is out of range.</summary>
    /// <param name="timeSpan">The span.</param>
    public bool TryToTimeSpanRoundedDown(out TimeSpan timeSpan)
    {
        timeSpan = default;
        if (IsNaT || Unit is DatetimeUnit.Generic or DatetimeUnit.Year or DatetimeUnit.Month)
            return false;
        Int128 ticks = TickMath.ToTicks((Int128)Value * Multiple, Unit);
        if (ticks < long.MinValue || ticks > long.MaxValue)
            return false;
        timeSpan = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>The span as a <see cref="TimeSpan"/>.</summary>
    /// <exception cref="OverflowException">No <see cref="TimeSpan"/> is exactly this span.</exception>
    public static explicit operator TimeSpan(Timedelta64 value) => value.TryToTimeSpan(out TimeSpan timeSpan)
        ? timeSpan
        : DTypeThrow.NoTimeSpan(value);

    /// <summary>Whether count, unit and multiple are equal.</summary>
    public static bool operator ==(Timedelta64 left, Timedelta64 right) => left.Equals(right);

    /// <summary>Whether count, unit or multiple differ.</summary>
    public static bool operator !=(Timedelta64 left, Timedelta64 right) => !left.Equals(right);

    /// <summary>Whether count, unit and multiple are equal; NaT equals NaT here.</summary>
    /// <param name="other">The other span.</param>
    public bool Equals(Timedelta64 other) => Value == other.Value && Unit == other.Unit && Multiple == other.Multiple;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Timedelta64 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Unit, Multiple);

    /// <summary>The count as an integer, or <c>NaT</c>.</summary>
    public override string ToString() => IsNaT ? "NaT" : Value.ToString(CultureInfo.InvariantCulture);
}
