namespace NpyIO.Kernels;

internal static partial class Casts
{
    // How many of the next finer unit make one, indexed by unit. In NumPy's numbers, 3 (business days) is a gap between week and day.
    private static readonly ulong[] FinerCount = [1, 1, 7, 1, 24, 60, 60, 1000, 1000, 1000, 1000, 1000, 1000];

    /// <summary>
    /// Coarser to finer is safe if the finer unit divides the coarser one, otherwise same-kind. Generic converts to any unit, but no unit to generic.
    /// Years and months are not a fixed number of days, which matters for time spans but not for dates.
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

    /// <summary>Whether one count of <paramref name="coarse"/> is a whole number of counts of <paramref name="fine"/>, which has the same or a finer unit.</summary>
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

        // NumPy treats counts from 2^56 on as an overflow, and an overflow as false.
        return count >> 56 == 0 && count % (ulong)fine.UnitMultiple == 0;
    }
}
