using System.Globalization;
using NpyIO.DTypes;

namespace NpyIO;

/// <summary>A time span as a count of units: NumPy's <c>timedelta64</c>.</summary>
/// <param name="value">The count; <see cref="NaTValue"/> for no span.</param>
/// <param name="unit">The unit.</param>
/// <param name="multiple">How many units one count is.</param>
public readonly struct Timedelta64(long value, DatetimeUnit unit, int multiple = 1) : IEquatable<Timedelta64>
{
    /// <summary>The count that means "not a time".</summary>
    public const long NaTValue = long.MinValue;

    /// <summary>The count.</summary>
    public long Value { get; } = value;

    /// <summary>The unit.</summary>
    public DatetimeUnit Unit { get; } = unit;

    /// <summary>How many units one count is: 25 in <c>m8[25s]</c>.</summary>
    public int Multiple { get; } = multiple;

    /// <summary>Whether it is "not a time".</summary>
    public bool IsNaT => Value == NaTValue;

    /// <summary>The span of a <see cref="TimeSpan"/> in a unit of weeks or finer; rounded down where the unit is coarser.</summary>
    /// <param name="timeSpan">The span.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit is generic, years or months, or too fine for 64 bits to hold the span.</exception>
    public static Timedelta64 FromTimeSpan(TimeSpan timeSpan, DatetimeUnit unit = DatetimeUnit.Microsecond)
    {
        Int128 count = TickMath.FromTicks(timeSpan.Ticks, unit);
        if (count <= NaTValue || count > long.MaxValue)
            Throw.UnitTooFine(timeSpan, unit);
        return new Timedelta64((long)count, unit);
    }

    /// <summary>The span as a <see cref="TimeSpan"/>; false unless it is exact: for NaT, units that are generic, years or months, fractions of 100 ns, and what is out of range.</summary>
    /// <param name="timeSpan">The span.</param>
    public bool TryToTimeSpan(out TimeSpan timeSpan)
    {
        timeSpan = default;
        if (IsNaT || Unit is DatetimeUnit.Generic or DatetimeUnit.Year or DatetimeUnit.Month)
            return false;
        Int128 count = (Int128)Value * Multiple;
        Int128 ticks = TickMath.ToTicks(count, Unit);
        if (ticks < long.MinValue || ticks > long.MaxValue || TickMath.FromTicks((long)ticks, Unit) != count)
            return false;
        timeSpan = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>The span as a <see cref="TimeSpan"/>.</summary>
    /// <exception cref="OverflowException">No <see cref="TimeSpan"/> is exactly this span.</exception>
    public static explicit operator TimeSpan(Timedelta64 value) => value.TryToTimeSpan(out TimeSpan timeSpan)
        ? timeSpan
        : Throw.NoTimeSpan(value);

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
