using System.Globalization;

namespace NpyIO.Tests.Support;

/// <summary>
/// How much a test tries that could try without end: a tenth by default, so that the tests are quick; all of it where <c>NPYIO_LONG</c> is set, as in a step of CI's own, which runs the
/// tests of this category. <c>NPYIO_SEED</c> chooses other random numbers.
/// </summary>
internal static class Campaign
{
    /// <summary>The trait's name.</summary>
    internal const string Category = "Category";

    /// <summary>The trait's value, by which CI selects them.</summary>
    internal const string Name = "Campaign";

    private const int Share = 10;

    /// <summary>Whether all is tried.</summary>
    internal static bool IsLong { get; } = Environment.GetEnvironmentVariable("NPYIO_LONG") is not (null or "");

    /// <summary>Returns how many of so many tries are made.</summary>
    internal static int Of(int all) => IsLong ? all : Math.Max(1, all / Share);

    /// <summary>Returns each of the numbers from 0 on, or by default every tenth, beginning as the seed says.</summary>
    internal static IEnumerable<int> Each(int count)
    {
        int step = IsLong ? 1 : Share;
        for (int i = IsLong ? 0 : Seed(0) % Share; i < count; i += step)
            yield return i;
    }

    /// <summary>Returns the seed of random numbers; failures print it.</summary>
    internal static int Seed(int usual) =>
        Environment.GetEnvironmentVariable("NPYIO_SEED") is { Length: > 0 } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : usual;
}
