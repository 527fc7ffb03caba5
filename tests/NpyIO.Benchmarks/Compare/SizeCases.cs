namespace NpyIO.Benchmarks.Compare;

/// <summary>Data of the kinds that people store, by name: what compressing them costs and gains.</summary>
internal static class SizeCases
{
    private const long Bytes = 64_000_000;

    internal static IReadOnlyList<(string Data, DataFile File)> All { get; } =
    [
        ("smooth floats: sine plus drift, <f4", Of("npz-drift", 4)),
        ("random mantissas, <f8", Of("npz-random", 8)),
        ("periodic: 1000 values over and over, <f8", Of("npz-periodic", 8)),
        ("quantised: sine in steps of 0.001, <f8", Of("npz-quantised", 8)),
        ("integers below 1000, <i4", Of("npz-integers", 4)),
        ("one-hot rows of 100, <f4", Of("npz-one-hot", 4)),
        ("text: words, <U10", Of("npz-text", 40)),
    ];

    private static DataFile Of(string kind, int itemSize) => new(kind, Bytes / itemSize, itemSize);
}
