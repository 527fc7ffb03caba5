using System.Globalization;

namespace NpyIO.Benchmarks.Compare;

/// <summary>Times and ratios as the table prints them.</summary>
internal static class Format
{
    internal static string Time(double seconds) => seconds switch
    {
        >= 10 => Number(seconds, "F1", "s"),
        >= 1 => Number(seconds, "F2", "s"),
        >= 1e-3 => Number(seconds * 1e3, "G3", "ms"),
        >= 1e-6 => Number(seconds * 1e6, "G3", "µs"),
        _ => Number(seconds * 1e9, "G3", "ns"),
    };

    internal static string Ratio(double ratio) => ratio switch
    {
        >= 10 => ratio.ToString("F1", CultureInfo.InvariantCulture),
        >= 0.1 => ratio.ToString("F2", CultureInfo.InvariantCulture),
        _ => ratio.ToString("G2", CultureInfo.InvariantCulture),
    };

    // G3 would print 123.4 as 123 and 1234 as 1.23E+03; times here stay below a thousand of their unit but for rounding.
    private static string Number(double value, string format, string unit) =>
        (value >= 999.5 ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString(format, CultureInfo.InvariantCulture)) + " " + unit;
}
