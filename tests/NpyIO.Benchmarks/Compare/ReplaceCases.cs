namespace NpyIO.Benchmarks.Compare;

/// <summary>What is compared of saving over an existing file, beside saving to a new name: target 22.</summary>
internal static class ReplaceCases
{
    internal const string Number = "22";

    /// <summary>How much is saved: the array's bytes, before compression.</summary>
    internal static IReadOnlyList<ReplaceSize> Sizes { get; } =
    [
        new("8 KB", new("f8", 1024, 8), Target.OfNew(1.25)),
        new("800 KB", new("f8", 100_000, 8), Target.OfNew(1.25)),
        new("200 MB", new("f8", 25_000_000, 8), Target.OfNew(1.15)),
        new("800 MB", new("f8", 100_000_000, 8), Target.OfNew(1.15)),
    ];

    /// <summary>The kinds of save. Large arrays of objects are left out: walking the objects would hide the saving.</summary>
    internal static IReadOnlyList<SaveKind> Kinds { get; } =
    [
        new("npy", "Npy.Save", 2000, 400, 3, 1),
        new("least", "the kernel's calls and nothing else", 2000, 400),
        new("npz", "Npz.Save, stored", 2000, 400, 3, 1),
        new("npz-compressed", "Npz.Save, fastest compression", 1000, 100, 1, 1),
        new("npz-create", "Npz.Create", 2000, 400, 3, 1),
        new("npz-update", "Npz.Update, half of it kept", 2000, 400, 3, 1),
        new("pickle", "Pickle.Save", 2000, 400, 3, 1),
        new("joblib", "Joblib.Save", 2000, 400, 3, 1),
        new("joblib-compressed", "Joblib.Save, zlib at level 1", 1000, 100, 1, 1),
        new("objects", "Npy.Save of objects, short strings", 1000, 40),
    ];
}
