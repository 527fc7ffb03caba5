namespace NpyIO.Benchmarks.Compare;

/// <summary>What is compared of archives: targets 12 to 15.</summary>
internal static class ArchiveCases
{
    private static readonly DataFile Stored = new("npz", 100_000_000, 8);
    private static readonly DataFile Two = new("npz-two", 16_000_000, 8);
    private static readonly DataFile One = new("npz-one", 16_000_000, 8);
    private static readonly DataFile Drift = new("npz-drift", 16_000_000, 4);

    internal static IReadOnlyList<CaseGroup> All { get; } =
    [
        new(Stored, 1, "load-npz", "load-npz",
            new Row("12", "load .npz, 8 × 100 MB stored, CRCs checked, 1 thread", "load-npz", 1, Target.OfNumPy(0.62), "0.58"),
            new Row("12", "the least of that: new arrays, reads of 256 KiB, CRC, 1 thread", "read-entries", 1, null, "–"),
            new Row("12", "load .npz, 8 × 100 MB stored, CRCs checked, 2 threads", "load-npz", 2, Target.OfNumPy(0.40), "0.35"),
            new Row("12", "the least of that, 2 threads", "read-entries", 2, null, "–")),
        new(Stored, 1, "save-npz", "save-npz",
            new Row("13", "save .npz, 8 × 100 MB stored, 1 thread", "save-npz", 1, Target.OfNumPy(0.50), "0.44"),
            new Row("13", "save .npz, 8 × 100 MB stored, 2 threads", "save-npz", 2, Target.OfNumPy(0.40), "0.33"),
            new Row("13", "the least of that: make room, writes of 256 KiB, CRC, 2 threads", "write-entries", 2, null, "–"))
        {
            Payloads = 2,
        },
        Compressed("14", Two, "64 MB quantised sine + 64 MB random mantissas", 0.56, 0.31, "0.53", "0.28"),
        Compressed("14", One, "the same as one array", 0.56, 0.31, "0.53", "0.28"),
        Compressed("14b", Drift, "64 MB sine plus drift, <f4", 1.00, 0.55, "~1.0", "0.5"),
        new(Two with { Kind = "npz-two-deflated" }, 1, "load-npz", "load-npz",
            new Row("15", "load .npz compressed by NumPy, CRCs checked, 1 thread", "load-npz", 1, Target.OfNumPy(0.64), "0.60"),
            new Row("15", "load .npz compressed by NumPy, CRCs checked, 2 threads", "load-npz", 2, null, "–"),
            new Row("15", "the least of that: inflate and CRC alone, into warm memory, 1 thread", "inflate-npz", 1, null, "–"),
            new Row("15", "the least of that, 2 threads", "inflate-npz", 2, null, "–"),
            new Row("15", "load the same compressed by NpyIO, 1 thread", "load-npz-own", 1, null, "–"),
            new Row("15", "load the same compressed by NpyIO, 2 threads", "load-npz-own", 2, Target.OfNumPy(0.36), "–")),
        new(One with { Kind = "npz-one-deflated" }, 1, "load-npz", "load-npz",
            new Row("15", "load one array compressed by NumPy, 1 thread", "load-npz", 1, Target.OfNumPy(0.64), "0.60"),
            new Row("15", "the least of that: inflate and CRC alone, into warm memory, 1 thread", "inflate-npz", 1, null, "–"),
            new Row("15", "load one array compressed by NpyIO, 2 threads", "load-npz-own", 2, Target.OfNumPy(0.36), "–")),
    ];

    private static CaseGroup Compressed(string number, DataFile file, string data, double oneThread, double twoThreads, string limitOfOne, string limitOfTwo) => new(
        file,
        1,
        "save-npz-optimal",
        "save-npz-optimal",
        new Row(number, $"save .npz compressed, {data}, 1 thread", "save-npz-optimal", 1, Target.OfNumPy(oneThread), limitOfOne),
        new Row(number, $"save .npz compressed, {data}, 2 threads", "save-npz-optimal", 2, Target.OfNumPy(twoThreads), limitOfTwo))
    {
        Peak = new(number, $"one compressed save, {data}, besides the arrays", "save-npz-optimal", "bounded by blocks × threads"),
    };
}
