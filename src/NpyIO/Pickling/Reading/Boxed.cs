namespace NpyIO.Pickling;

/// <summary>Small values as objects, made once.</summary>
internal static class Boxed
{
    private const int Least = -128;
    private const int Count = 1152;

    private static readonly object[] Small = [.. Enumerable.Range(Least, Count).Select(i => (object)(long)i)];

    internal static readonly object True = true;
    internal static readonly object False = false;

    /// <summary>A whole number as a <see cref="long"/>.</summary>
    internal static object Of(long value) => (ulong)(value - Least) < Count ? Small[value - Least] : value;
}
