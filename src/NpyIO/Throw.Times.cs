using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;

namespace NpyIO;

// The errors of dates, time spans and their units, and of long doubles that are to become integers.
internal static partial class Throw
{
    /// <summary>Throws for a unit that NumPy does not have.</summary>
    [DoesNotReturn]
    internal static string NoSuchUnit(DatetimeUnit unit) =>
        throw new ArgumentOutOfRangeException(nameof(unit), $"There is no datetime unit {(int)unit}.");

    /// <summary>Throws for a unit that is none, or a month or a year, where ticks are to be counted.</summary>
    [DoesNotReturn]
    internal static (long Ticks, long Parts) NoFixedLength(DatetimeUnit unit) =>
        throw new ArgumentOutOfRangeException(nameof(unit), $"The unit {unit} has no fixed length.");

    /// <summary>Throws for a moment whose count does not fit 64 bits.</summary>
    [DoesNotReturn]
    internal static void OutOfReach(DateTime dateTime, DatetimeUnit unit)
    {
        string reach = unit == DatetimeUnit.Nanosecond ? "the years 1677 to 2262, which 64 bits reach in nanoseconds" : $"what 64 bits reach in {unit.ToString().ToLowerInvariant()}s";
        throw new OverflowException($"{dateTime:O} is outside of {reach}. The usual cause is a default(DateTime), the year 1, in place of a missing date; use a coarser unit if the date is meant.");
    }

    /// <summary>Throws for a span whose count does not fit 64 bits.</summary>
    [DoesNotReturn]
    internal static void OutOfReach(TimeSpan timeSpan, DatetimeUnit unit) =>
        throw new OverflowException($"{timeSpan:c} is longer than 64 bits hold in {unit.ToString().ToLowerInvariant()}s; use a coarser unit.");

    /// <summary>Throws for a moment that has digits below a unit.</summary>
    [DoesNotReturn]
    internal static void UnitTooCoarse(DateTime dateTime, DatetimeUnit unit) =>
        throw new OverflowException($"{dateTime:O} is not a whole number of {unit.ToString().ToLowerInvariant()}s; use a finer unit (a DateTime is whole in nanoseconds), or {nameof(Datetime64.FromDateTimeRoundedDown)}.");

    /// <summary>Throws for a span that has digits below a unit.</summary>
    [DoesNotReturn]
    internal static void UnitTooCoarse(TimeSpan timeSpan, DatetimeUnit unit) =>
        throw new OverflowException($"{timeSpan:c} is not a whole number of {unit.ToString().ToLowerInvariant()}s; use a finer unit (a TimeSpan is whole in nanoseconds), or {nameof(Timedelta64.FromTimeSpanRoundedDown)}.");

    /// <summary>Throws for a moment that no DateTime is.</summary>
    [DoesNotReturn]
    internal static DateTime NoDateTime(Datetime64 value) => throw new OverflowException(value.TryToDateTimeRoundedDown(out _)
        ? $"{value} has fractions of 100 ns, which a DateTime cannot hold; {nameof(Datetime64.TryToDateTimeRoundedDown)} drops them."
        : $"{value} is no moment that a DateTime can hold (years 1 to 9999).");

    /// <summary>Throws for a span that no TimeSpan is.</summary>
    [DoesNotReturn]
    internal static TimeSpan NoTimeSpan(Timedelta64 value) => throw new OverflowException(value.TryToTimeSpanRoundedDown(out _)
        ? $"{value}{DatetimeUnits.Suffix(value.Unit, value.Multiple)} has fractions of 100 ns, which a TimeSpan cannot hold; {nameof(Timedelta64.TryToTimeSpanRoundedDown)} drops them."
        : $"{value}{DatetimeUnits.Suffix(value.Unit, value.Multiple)} is no span that a TimeSpan can hold.");

    /// <summary>Throws for a long double outside of an integer type.</summary>
    [DoesNotReturn]
    internal static void OutsideOf(LongDouble value, string range) =>
        throw new OverflowException($"{value} is outside of the range of {range}.");
}
