using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;

namespace NpyIO;

// The errors of dates, time spans and their units, and of long doubles that are to become integers.
internal static partial class Throw
{
    /// <summary>Throws for a unit that NumPy does not have.</summary>
    [DoesNotReturn]
    internal static string NoSuchUnit(DatetimeUnit unit) =>
        throw new ArgumentOutOfRangeException(nameof(unit), unit, "There is no such datetime unit.");

    /// <summary>Throws for a unit that is none, or a month or a year, where ticks are to be counted.</summary>
    [DoesNotReturn]
    internal static (long Ticks, long Parts) NoFixedLength(DatetimeUnit unit) =>
        throw new ArgumentOutOfRangeException(nameof(unit), unit, "This unit has no fixed length.");

    /// <summary>Throws for a moment whose count does not fit 64 bits.</summary>
    [DoesNotReturn]
    internal static void UnitTooFine(DateTime dateTime, DatetimeUnit unit) =>
        throw new ArgumentOutOfRangeException(nameof(unit), unit, $"64 bits do not reach {dateTime:O} in this unit.");

    /// <summary>Throws for a span whose count does not fit 64 bits.</summary>
    [DoesNotReturn]
    internal static void UnitTooFine(TimeSpan timeSpan, DatetimeUnit unit) =>
        throw new ArgumentOutOfRangeException(nameof(unit), unit, $"64 bits do not hold {timeSpan:c} in this unit.");

    /// <summary>Throws for a moment that no DateTime is.</summary>
    [DoesNotReturn]
    internal static DateTime NoDateTime(Datetime64 value) =>
        throw new OverflowException($"{value} is no moment that a DateTime can hold (years 1 to 9999).");

    /// <summary>Throws for a span that no TimeSpan is.</summary>
    [DoesNotReturn]
    internal static TimeSpan NoTimeSpan(Timedelta64 value) =>
        throw new OverflowException($"{value}{DatetimeUnits.Suffix(value.Unit, value.Multiple)} is no span that a TimeSpan can hold exactly.");

    /// <summary>Throws for a long double outside of an integer type.</summary>
    [DoesNotReturn]
    internal static void OutsideOf(LongDouble value, string range) =>
        throw new OverflowException($"{value} is outside of the range of {range}.");
}
