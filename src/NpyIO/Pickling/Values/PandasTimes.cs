namespace NpyIO.Pickling;

/// <summary>Dates and time spans of pandas, by the functions that its pickles call. They stay descriptions, so that saving them calls the same again.</summary>
internal static class PandasTimes
{
    private const string Modules = "pandas._libs.tslibs.";

    /// <summary>Returns null for anything else.</summary>
    internal static NdArray? Of(PickleObject value)
    {
        if (value.Arguments is not { } arguments || !value.Module.StartsWith(Modules, StringComparison.Ordinal))
            return null;
        return (value.Module[Modules.Length..], value.Name) switch
        {
            ("timestamps", "_unpickle_timestamp") when arguments is [long count, _, _] => Date(count, DatetimeUnit.Nanosecond),
            ("timestamps", "_unpickle_timestamp") when arguments is [long count, _, _, long unit] && IsUnit(unit) => Date(count, (DatetimeUnit)unit),
            ("timedeltas", "_timedelta_unpickle") when arguments is [long count, long unit] && IsUnit(unit) => Span(count, (DatetimeUnit)unit),
            ("timedeltas", "Timedelta") when arguments is [long count] => Span(count, DatetimeUnit.Nanosecond),
            ("nattype", "_nat_unpickle" or "__nat_unpickle") => Date(Datetime64.NaTValue, DatetimeUnit.Nanosecond),
            _ => null,
        };
    }

    /// <summary>Whether a Timestamp has a time zone; its count is in UTC then.</summary>
    internal static bool HasZone(PickleObject value) => value is { Name: "_unpickle_timestamp", Arguments: [_, _, not null, ..] };

    /// <summary>pandas has NumPy's numbers of the units from seconds to nanoseconds.</summary>
    private static bool IsUnit(long unit) => unit is >= (long)DatetimeUnit.Second and <= (long)DatetimeUnit.Nanosecond;

    private static NdArray Date(long count, DatetimeUnit unit) => NdArray.FromArray(new[] { new Datetime64(count, unit) }).ToNdArray().At(0);

    private static NdArray Span(long count, DatetimeUnit unit) => NdArray.FromArray(new[] { new Timedelta64(count, unit) }).ToNdArray().At(0);
}
