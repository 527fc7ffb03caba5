namespace NpyIO;

/// <summary>What a test compares with a golden file: one array, or those of an archive.</summary>
/// <param name="DifferenceFrom">Compares with the golden file at a path.</param>
/// <param name="Save">Saves as it is.</param>
/// <param name="InOrderOf">Returns the same in the byte order of the golden file at a path, so that <c>npyio diff</c>, to which byte order counts, shows what the test saw.</param>
internal sealed record GoldenContent(Func<string, CompareOptions?, string?> DifferenceFrom, Action<string> Save, Func<string, GoldenContent> InOrderOf)
{
    /// <summary>A golden file that a conversion of line ends has lengthened is not to pass as an array.</summary>
    internal static NpyReadOptions Reading { get; } = new() { Strict = true };

    internal static GoldenContent Of(NdArray actual) => new(
        (path, options) => ArrayReport.Of(Npy.Load(path, Reading), actual, options),
        path => Npy.Save(path, actual),
        path => Of(ArrayReport.InOrderOf(Npy.ReadHeader(path).DType, actual)));

    internal static GoldenContent Of(IReadOnlyDictionary<string, NdArray> actual) => new(
        (path, options) => ArrayReport.Of(Npz.Load(path, Reading), actual, options),
        path => Npz.Save(path, actual),
        path => Of(InOrdersOf(Npz.Load(path, NpyReadOptions.AsStored), actual)));

    private static Dictionary<string, NdArray> InOrdersOf(Dictionary<string, NdArray> golden, IReadOnlyDictionary<string, NdArray> actual) => actual.ToDictionary(
        entry => entry.Key,
        entry => golden.TryGetValue(entry.Key, out NdArray? stored) ? ArrayReport.InOrderOf(stored.DType, entry.Value) : entry.Value);
}
