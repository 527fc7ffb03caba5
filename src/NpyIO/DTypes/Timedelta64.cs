using System.Globalization;
using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO;

/// <summary>A time span as a count of units: NumPy's <c>timedelta64</c>.</summary>
/// <remarks>The default is 0 without a unit, like <c>np.timedelta64()</c>.</remarks>
public readonly struct Timedelta64 : IEquatable<Timedelta64>
{
    /// <summary>The count that means "not a time".</summary>
    public const long NaTValue = long.MinValue;

    private readonly long _value;
    private readonly DatetimeUnit _unit;

    // 0 only in the default value of the struct.
    private readonly int _multiple;

    /// <summary>Creates a time span from a count of units.</summary>
    /// <param name="value">The count; <see cref="NaTValue"/> for "not a time".</param>
    /// <param name="unit">The unit.</param>
    /// <param name="multiple">The number of units per count, at least 1. Ignored, and taken as 1, if the unit is generic.</param>
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

    /// <summary>The number of units per count: 25 in <c>m8[25s]</c>.</summary>
    public int Multiple => _multiple == 0 ? 1 : _multiple;

    /// <summary>Whether the value is "not a time".</summary>
    public bool IsNaT => Value == NaTValue;

    internal bool FitsEveryUnit => IsNaT || (Unit == DatetimeUnit.Generic && Value == 0);

    /// <summary>Converts a <see cref="TimeSpan"/> exactly. Nanoseconds, the default, can hold every TimeSpan up to 292 years.</summary>
    /// <param name="timeSpan">The time span.</param>
    /// <param name="unit">The unit, weeks or finer.</param>
    /// <exception cref="OverflowException">The span is not a whole number of units (<see cref="FromTimeSpanRoundedDown"/> rounds), or its count exceeds 64 bits in that unit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The unit is generic, year or month.</exception>
    public static Timedelta64 FromTimeSpan(TimeSpan timeSpan, DatetimeUnit unit = DatetimeUnit.Nanosecond)
    {
        Timedelta64 value = FromTimeSpanRoundedDown(timeSpan, unit);
        if (!value.TryToTimeSpan(out TimeSpan back) || back != timeSpan)
            DTypeThrow.UnitTooCoarse(timeSpan, unit);
        return value;
    }

    /// <summary>Converts a <see cref="TimeSpan"/>, rounded down to whole units.</summary>
    /// <param name="timeSpan">The time span.</param>
    /// <param name="unit">The unit, weeks or finer.</param>
    /// <exception cref="OverflowException">The count exceeds 64 bits in that unit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The unit is generic, year or month.</exception>
    public static Timedelta64 FromTimeSpanRoundedDown(TimeSpan timeSpan, DatetimeUnit unit)
    {
        Int128 count = TickMath.FromTicks(timeSpan.Ticks, unit);
        if (count <= NaTValue || count > long.MaxValue)
            DTypeThrow.OutOfReach(timeSpan, unit);
        return new Timedelta64((long)count, unit);
    }

    /// <summary>Converts to a <see cref="TimeSpan"/> if that is exact; false for NaT, for a generic unit, years or months, for fractions of 100 ns, and if out of range.</summary>
    /// <param name="timeSpan">The time span.</param>
    public bool TryToTimeSpan(out TimeSpan timeSpan)
    {
        if (TryToTimeSpanRoundedDown(out timeSpan) && TickMath.FromTicks(timeSpan.Ticks, Unit) == (Int128)Value * Multiple)
            return true;
        timeSpan = default;
        return false;
    }

    /// <summary>Converts to a <see cref="TimeSpan"/>, rounded down to 100 ns; false for NaT, for a generic unit, years or months, and if out of range.</summary>
    /// <param name="timeSpan">The time span.</param>
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

    /// <summary>Converts to a <see cref="TimeSpan"/>.</summary>
    /// <exception cref="OverflowException">No <see cref="TimeSpan"/> is exactly this span.</exception>
    public static explicit operator TimeSpan(Timedelta64 value) => value.TryToTimeSpan(out TimeSpan timeSpan)
        ? timeSpan
        : DTypeThrow.NoTimeSpan(value);

    /// <summary>Whether count, unit and multiple are equal.</summary>
    public static bool operator ==(Timedelta64 left, Timedelta64 right) => left.Equals(right);

    /// <summary>Whether count, unit or multiple differ.</summary>
    public static bool operator !=(Timedelta64 left, Timedelta64 right) => !left.Equals(right);

    /// <summary>Whether count, unit and multiple are equal; NaT equals NaT.</summary>
    /// <param name="other">The other time span.</param>
    public bool Equals(Timedelta64 other) => Value == other.Value && Unit == other.Unit && Multiple == other.Multiple;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Timedelta64 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Unit, Multiple);

    /// <summary>The count as an integer, or <c>NaT</c>.</summary>
    public override string ToString() => IsNaT ? "NaT" : Value.ToString(CultureInfo.InvariantCulture);
}
