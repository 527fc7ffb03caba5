namespace NpyIO.Benchmarks.Compare;

/// <summary>What is compared of pickles and joblib files: targets 19 to 21. Python's side is its unpickler in C.</summary>
internal static class PickleCases
{
    internal static IReadOnlyList<CaseGroup> All { get; } =
    [
        new(new("joblib", 100_000_000, 8), 1, "load-joblib", null,
            new Row("19", "load joblib, one array of 800 MB, 2 threads", "load-joblib", 2, Target.OfNumPy(0.75), "0.68"),
            new Row("19", "load joblib, one array of 800 MB, 1 thread", "load-joblib", 1, null, "–"))
        {
            Peak = new("19", "one load of a joblib file", "load-joblib", "target ≤ 1.02"),
        },
        new(new("object-strings", 1_000_000, 8), 2, "load-objects", null,
            new Row("20", "load .npy of 10^6 short strings as objects", "load-objects", 0, Target.OfNumPy(1.0), "–"),
            new Row("20", "the same, and make strings of all of them", "read-objects", 0, Target.OfNumPy(1.0), "–"),
            new Row("20", "the least of that on one thread: a new string of each text in memory", "create-strings", 1, null, "–")),
        new(new("pickle-strings", 1_000_000, 8), 2, "load-pickle", null,
            new Row("20", "load pickle of an array of 10^6 short strings", "load-pickle", 0, Target.OfNumPy(1.0), "–")),
        new(new("pickle-arrays", 1_000_000, 8), 10, "load-pickle", null,
            new Row("21", "load pickle of a dict of 1000 arrays of 8 KB", "load-pickle", 0, Target.OfNumPy(1.0), "–"),
            new Row("21", "the least of that: new byte[]s, copied from memory", "copy-arrays", 1, null, "–")),
        new(new("pickle-arrays", 10_000, 8), 20, "load-pickle", null,
            new Row("21", "load pickle of a dict of 1000 arrays of 80 bytes", "load-pickle", 0, Target.OfNumPy(1.0), "–")),
    ];
}
