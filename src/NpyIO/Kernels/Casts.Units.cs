namespace NpyIO.Kernels;

internal static partial class Casts
{
    // How many of the next finer unit, by the unit's number; NumPy's gap at 3 (business days) stands between week and day.
    private static readonly ulong[] FinerCount = [1, 1, 7, 1, 24, 60, 60, 1000, 1000, 1000, 1000, 1000, 1000];

    /// <summary>
    /// From a coarser unit to a finer one that divides it is safe; otherwise it stays within the kind. Generic becomes any unit and no unit becomes generic.
    /// Years and months are no fixed number of days, which matters to spans and not to moments.
    /// </summary>
    private static Casting BetweenUnits(DType from, DType to)
    {
        bool isSpan = from.Kind == DTypeKind.Timedelta;
        if (from.Unit == DatetimeUnit.Generic)
            return Casting.Safe;
        if (to.Unit == DatetimeUnit.Generic || isSpan && IsCalendar(from.Unit) != IsCalendar(to.Unit))
            return Casting.Unsafe;
        return from.Unit <= to.Unit && Divides(from, to) ? Casting.Safe : Casting.SameKind;
    }

    private static bool IsCalendar(DatetimeUnit unit) => unit is DatetimeUnit.Year or DatetimeUnit.Month;

    /// <summary>Whether one count of the first is a whole number of counts of the second, which is of the same or a finer unit.</summary>
    private static bool Divides(DType coarse, DType fine)
    {
        if (IsCalendar(coarse.Unit) && !IsCalendar(fine.Unit))
            return true;
        UInt128 count = (ulong)coarse.UnitMultiple;
        if (coarse.Unit == DatetimeUnit.Year && fine.Unit == DatetimeUnit.Month)
        {
            count *= 12;
        }
        else
        {
            for (int unit = (int)coarse.Unit; unit < (int)fine.Unit; unit++)
                count *= FinerCount[unit];
        }

        // NumPy takes anything from 2^56 on for an overflow, and an overflow for no.
        return count >> 56 == 0 && count % (ulong)fine.UnitMultiple == 0;
    }
}
