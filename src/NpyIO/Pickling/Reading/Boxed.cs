namespace NpyIO.Pickling;

/// <summary>Cached boxes of the Booleans and of small integers.</summary>
internal static class Boxed
{
    private const int Least = -128;
    private const int Count = 1152;

    private static readonly object[] Small = [.. Enumerable.Range(Least, Count).Select(i => (object)(long)i)];

    internal static readonly object True = true;
    internal static readonly object False = false;

    internal static object Of(long value) => (ulong)(value - Least) < Count ? Small[value - Least] : value;
}
