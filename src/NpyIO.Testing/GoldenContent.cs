namespace NpyIO;

/// <summary>What a test compares with a golden file: one array, or those of an archive.</summary>
internal sealed record GoldenContent(Func<string, CompareOptions?, string?> DifferenceFrom, Action<string> Save)
{
    internal static GoldenContent Of(NdArray actual) => new(
        (path, options) => ArrayReport.Of(Npy.Load(path), actual, options),
        path => Npy.Save(path, actual));

    internal static GoldenContent Of(IReadOnlyDictionary<string, NdArray> actual) => new(
        (path, options) => ArrayReport.Of(Npz.Load(path), actual, options),
        path => Npz.Save(path, actual));
}
