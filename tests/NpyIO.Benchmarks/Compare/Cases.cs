namespace NpyIO.Benchmarks.Compare;

/// <summary>What is compared: targets, and limits as probes reached them on the machine the targets were set on.</summary>
internal static class Cases
{
    private const int Doubles800MB = 100_000_000;

    internal static IReadOnlyList<CaseGroup> All { get; } =
    [
        new(new("f8", Doubles800MB, 8), 1, "load", "load",
            new Row("1", "load 800 MB <f8, fresh, 2 threads", "load", 2, Target.OfNumPy(0.75), "0.68"),
            new Row("2", "load 800 MB <f8, fresh, 1 thread", "load", 1, Target.OfNumPy(1.02), "0.97"))
        {
            Peak = new("1", "one load", "load", "target ≤ 1.02"),
        },
        new(new("f8", 1_000_000, 8), 20, "load", "load",
            new Row("3", "load 8 MB, fresh", "load", 0, Target.OfNumPy(1.5), "1.2"),
            new Row("3", "the least of that: a new byte[], one read", "read-new", 1, null, "–"),
            new Row("3", "load 8 MB, into the caller's buffer", "load-into", 0, Target.OfNumPy(0.60), "0.55"),
            new Row("3", "the least of that: one read", "read-warm", 1, null, "–")),
        new(new("f8", 1024, 8), 4000, "load", "load",
            new Row("4", "load one 8 KB file", "load", 0, Target.OfNumPy(0.27), "0.21")),
        new(new("files", 10_000, 1024), 1, "load-many", "load-many",
            new Row("5", "load 10,000 files of 1 KB, 1 thread", "load-many", 1, Target.OfNumPy(0.25), "0.155"),
            new Row("5", "load 10,000 files of 1 KB, 2 threads", "load-many", 2, Target.OfNumPy(0.14), "0.088")),
        new(new("matrix", 12, 8), 500, "header", "header",
            new Row("6", "parse a header NumPy wrote", "header", 0, Target.Seconds(60e-9), "20 ns")),
        new(new("legal-header", 12, 8), 200, "header", "header",
            new Row("6", "parse a legal header of other make", "header", 0, Target.Seconds(1e-6), "–")),
        new(new("record", 10, 20), 200, "header", null,
            new Row("6", "parse a header of records", "header", 0, Target.Seconds(1e-6), "–")),
        new(new("f8-big", Doubles800MB, 8), 1, "load-swapped", "load",
            new Row("7", ">f8 800 MB to native", "load", 0, Target.OfNumPy(0.70), "0.64")),
        new(new("f8-fortran", Doubles800MB, 8), 1, "load-c", "load-c",
            new Row("8", "Fortran 800 MB to C order", "load", 0, Target.OfNumPy(0.26), "0.21"),
            new Row("8", "Fortran 800 MB to C order, 1 thread", "load", 1, null, "–"))
        {
            Payloads = 2,
        },
        Raw("records of 20 bytes × 1e7", new("record", 10_000_000, 20), null),
        Raw("<f2 200 MB", new("f2", 100_000_000, 2), "load"),
        Raw("<c8 200 MB", new("c8", 25_000_000, 8), "load"),
        Raw("? 200 MB", new("bool", 200_000_000, 1), "load"),
        Raw("<M8[ns] 200 MB", new("M8", 25_000_000, 8), null),
        new(new("U16", 5_000_000, 64), 1, "strings", null,
            new Row("10", "5e6 × <U16 to string[]", "strings", 0, Target.OfNumPy(0.95), "0.90"),
            new Row("10", "the least of that on one thread: a new string of each text in memory", "create-strings", 1, null, "–")),
        new(new("f8", Doubles800MB, 8), 1, "save", "save",
            new Row("11", "save 800 MB, new file, atomic, no fsync", "save", 0, Target.OfNumPy(0.90), "0.83"),
            new Row("11", "the least of that: make room, write 16 MiB pieces, rename", "write-new", 1, null, "–"))
        {
            Payloads = 2,
        },
        new(new("f8", 1_000_000, 8), 10, "save", "save",
            new Row("11", "save 8 MB, new file, atomic, no fsync", "save", 0, Target.OfNumPy(0.60), "0.50"),
            new Row("11", "the least of that: make room, write one piece, rename", "write-new", 1, null, "–")),
        new(new("f8-wide", Doubles800MB, 8), 1, "map-rows", null,
            new Row("16", "copy 1e5 random rows of a mapped (1e6,100) <f8, one by one, to a new array each", "map-rows", 0, Target.OfNumPy(0.16), "0.14"),
            new Row("16", "the least of that: the same from memory", "copy-rows", 1, null, "–"),
            new Row("16", "the same rows, one by one into one buffer", "map-rows-into", 0, Target.OfNumPy(0.16), "0.14")),
        new(new("f8-wide", Doubles800MB, 8), 1, "map-gather", null,
            new Row("17", "the same rows into one array", "map-gather", 0, Target.OfNumPy(0.95), "0.92"),
            new Row("17", "the least of that: the same from memory", "gather-rows", 1, null, "–")),
        new(new("f8-wide", 125_000_000, 8), 1, "read-column", null,
            new Row("27", "read a column of a C-ordered 1 GB file", "read-column", 0, Target.OfNumPy(0.6), "–"),
            new Row("27", "the least of that without mapping: read the file into one buffer a thread, 2 threads", "read-all", 2, null, "–"),
            new Row("27", "the same column by Npy.Map", "map-column", 0, null, "–")),
        new(new("f8-wide", 125_000_000, 8), 20, "read-rows", null,
            new Row("27", "read 1,000 scattered rows of the same, each by itself", "read-rows", 0, Target.OfNumPy(0.8), "–"),
            new Row("27", "the least of that: RandomAccess.Read of each into a new double[]", "read-rows-least", 1, null, "–"),
            new Row("27", "the same rows by Npy.Map", "map-scattered", 0, null, "–")),
        new(new("trades", 10_000_000, 64), 1, "read-field", null,
            new Row("27", "read one field of 10^7 records of 64 bytes", "read-field", 0, Target.OfNumPy(0.6), "–"),
            new Row("27", "the least of that without mapping: read the file into one buffer a thread, 2 threads", "read-all", 2, null, "–"),
            new Row("27", "the same field by Npy.Map", "map-field", 0, null, "–")),
        new(new("f8", Doubles800MB, 8), 1, "copy-slice", null,
            new Row("23", "copy every other element of 800 MB", "copy-slice", 0, Target.OfNumPy(0.8), "–")),
        new(new("f8-fortran", Doubles800MB, 8), 1, "copy-block", null,
            new Row("23", "copy every third row and other column of 800 MB, Fortran order", "copy-block", 0, Target.OfNumPy(0.8), "–")),
        new(new("f8", Doubles800MB, 8), 1, "sum", null,
            new Row("24", "sum 800 MB by foreach", "sum-foreach", 0, null, "–"),
            new Row("24", "sum 800 MB by a loop over its span", "sum-span", 0, null, "–")),
        new(new("f8-fortran", Doubles800MB, 8), 1, "sum-contiguous", null,
            new Row("24", "sum 800 MB in Fortran order by foreach", "sum-foreach", 0, Target.OfNumPy(0.5), "–"))
        {
            Payloads = 2,
        },
        new(new("i8", Doubles800MB, 8), 1, "cast", null,
            new Row("26", "cast 800 MB of int64 to int32, Casting.Checked", "cast-checked", 0, null, "–"),
            new Row("26", "the same, Casting.Unsafe", "cast-unsafe", 0, null, "–")),
        new(new("f8-whole", Doubles800MB, 8), 1, "cast", null,
            new Row("26", "cast 800 MB of float64 to int32, Casting.Checked", "cast-checked", 0, null, "–"),
            new Row("26", "the same, Casting.Unsafe", "cast-unsafe", 0, null, "–")),
        new(new("f8", Doubles800MB, 8), 1, "close", null,
            new Row("30", "AllClose of 2 × 800 MB that are close", "close", 0, Target.OfNumPy(0.5), "–"))
        {
            Payloads = 2,
        },
        new(new("M8-ticks", Doubles800MB, 8), 1, "load-counts", null,
            new Row("31", "load 800 MB of <M8[ns] as DateTime, 1 thread", "load-dates", 1, Target.OfYardstick(1.5), "–"),
            new Row("31", "the same, threads as help", "load-dates", 0, null, "–"))
        {
            Beside = "NpyIO's raw load of the same file, 1 thread",
            Payloads = 2,
        },
        new(new("ticks", 10_000_000, 32), 1, "load", null,
            new Row("32", "load 10^7 records of 32 bytes as structs of that layout, 1 thread", "load-ticks", 1, Target.OfNumPy(1.03), "–"),
            new Row("32", "the same, threads as help", "load-ticks", 0, null, "–")),
        new(new("ticks-other", 10_000_000, 32), 1, "load", null,
            new Row("32", "the same records with fields in another order, big-endian, beside NumPy's raw load", "load-ticks", 0, Target.OfNumPy(3), "–")),
        new(new("ticks", 10_000_000, 32), 1, "copy-fields", null,
            new Row("32", "ToColumns of 10^7 records of 32 bytes", "to-columns", 0, Target.OfNumPy(0.6), "–"))
        {
            Payloads = 2,
        },
        new(new("deals", 1_000_000, 52), 1, "strings", null,
            new Row("33", "load 10^6 records with dates, texts and numbers as structs (NumPy: tolist())", "load-deals", 0, Target.OfNumPy(0.35), "–")),
        new(new("deals", 1_000_000, 52), 1, "create-deals", null,
            new Row("33", "save them (NumPy: np.array of tuples, not saved)", "save-deals", 0, Target.OfNumPy(0.2), "–")),
        new(new("f8-cube", Doubles800MB, 8), 1, "copy", null,
            new Row("34", "ToArray3D of an array of 800 MB", "to-array-3d", 0, Target.OfNumPy(1.1), "–"),
            new Row("34", "the least of that without huge pages: new double[,,], memcpy", "copy-to-array-3d", 0, null, "–"))
        {
            Payloads = 2,
        },
        new(new("f8", Doubles800MB, 8), 1, "print", null,
            new Row("25", "ToString() of 800 MB, and str(a)", "print", 0, Target.OfNumPy(0.3), "–")),
        new(new("f8-stream", 1_250_000_000, 8), 1, "dd", null,
            new Row("28", "stream 10 GB in blocks of 10,000 rows of 800 bytes, in the memory of two", "stream-reused", 0, Target.OfYardstick(1.11), "–"),
            new Row("28", "the same, each 10,000 rows by Read into one buffer", "stream-into", 0, Target.OfYardstick(1.11), "–"),
            new Row("28", "the same, each block in memory of its own", "stream", 0, null, "–"))
        {
            Beside = "dd bs=4M of=/dev/null",
            Payloads = 0,
            NotesPageCache = true,
        },
        new(new("f8", 1024, 8), 1, "patch-rows", null,
            new Row("29", "write 10^6 rows of 100 bytes one by one, the time of one", "write-rows", 0, Target.OfYardstick(0.01), "–"))
        {
            Beside = "open, seek, write, patch for each of 10^4",
        },
        .. ArchiveCases.All,
        .. PickleCases.All,
    ];

    /// <summary>Raw loads: the target is one for a single thread; the second row is what the default gives.</summary>
    private static CaseGroup Raw(string work, DataFile file, string? numSharp) => new(
        file,
        1,
        "load",
        numSharp,
        new Row("9", $"load {work}, 1 thread", "load-untyped", 1, Target.OfNumPy(1.03), "0.92–1.01"),
        new Row("9", $"load {work}, threads as help", "load-untyped", 0, null, "–"));
}
