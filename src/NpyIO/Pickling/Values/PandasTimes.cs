using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Dates and time spans of pandas, by the functions that its pickles call. They stay descriptions, so that saving them calls the same again.</summary>
internal static class PandasTimes
{
    /// <summary>Since pandas 0.24, from 0.20 on, and before.</summary>
    private static readonly string[] Modules = ["pandas._libs.tslibs.", "pandas._libs.tslib", "pandas.tslib"];

    // pandas has NumPy's numbers of the units from seconds to nanoseconds.
    private static readonly DType[] Dates = [.. UnitsOf(unit => DType.Datetime(unit))];
    private static readonly DType[] Spans = [.. UnitsOf(unit => DType.Timedelta(unit))];

    /// <summary>Returns null for anything else.</summary>
    internal static TimeCount? Of(PickleObject value)
    {
        if (value.Arguments is not { } arguments || !IsOfPandas(value))
            return null;
        return (value.Name, arguments) switch
        {
            // "Timestamp" in pandas 1.4 and before; 2.0 has added the unit.
            ("Timestamp" or "_unpickle_timestamp", [var count, _, _]) => In(Dates, count, (long)DatetimeUnit.Nanosecond),
            ("_unpickle_timestamp", [var count, _, _, var unit]) => In(Dates, count, unit),

            // "Timedelta" in pandas 1.4 and before.
            ("Timedelta", [var count]) => In(Spans, count, (long)DatetimeUnit.Nanosecond),
            ("_timedelta_unpickle", [var count, var unit]) => In(Spans, count, unit),
            ("_nat_unpickle" or "__nat_unpickle", _) => new TimeCount(Datetime64.NaTValue, Dates[^1]),
            _ => null,
        };
    }

    /// <summary>Whether a Timestamp has a time zone; its count is in UTC then.</summary>
    internal static bool HasZone(PickleObject value) => value is { Name: "_unpickle_timestamp" or "Timestamp", Arguments: [_, _, not null, ..] };

    private static bool IsOfPandas(PickleObject value) =>
        value.Module.StartsWith(Modules[0], StringComparison.Ordinal) || value.Module == Modules[1] || value.Module == Modules[2];

    private static TimeCount? In(DType[] dtypes, object? count, object? unit) =>
        count is long known && unit is long number && number - (long)DatetimeUnit.Second is var index and >= 0 && index < dtypes.Length ? new TimeCount(known, dtypes[index]) : null;

    private static IEnumerable<DType> UnitsOf(Func<DatetimeUnit, DType> dtypeOf)
    {
        for (DatetimeUnit unit = DatetimeUnit.Second; unit <= DatetimeUnit.Nanosecond; unit++)
            yield return dtypeOf(unit);
    }
}
