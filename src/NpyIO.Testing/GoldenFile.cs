using System.Collections.Concurrent;

namespace NpyIO;

/// <summary>The golden file of one call in a test.</summary>
internal sealed class GoldenFile
{
    internal const string UpdateVariable = "NPYIO_UPDATE_GOLDEN";

    // Without regard to case, as some file systems have it: a test must not pass on one system and fail on another.
    private static readonly ConcurrentDictionary<string, byte> Taken = new(StringComparer.OrdinalIgnoreCase);

    private readonly string _path;
    private readonly string _receivedPath;

    private GoldenFile(string pathWithoutExtension, string extension)
    {
        _path = pathWithoutExtension + extension;
        _receivedPath = pathWithoutExtension + GoldenName.Received + extension;
    }

    /// <summary>What the environment asks for.</summary>
    internal static GoldenMode Mode(Func<string, string?> variable) =>
        string.IsNullOrEmpty(variable(UpdateVariable)) ? GoldenMode.Compare
        : !string.IsNullOrEmpty(variable("CI")) ? GoldenMode.CompareInCI
        : variable(UpdateVariable) == "1" ? GoldenMode.Update
        : GoldenMode.CompareNotOne;

    /// <summary>Returns the golden file of a test, which no other call of this run uses.</summary>
    internal static GoldenFile Take(string sourcePath, string member, string? name, string extension)
    {
        ArgumentException.ThrowIfNullOrEmpty(sourcePath);
        string own = GoldenName.Of(member, name);
        string source = SourcePath.Find(sourcePath) ?? TestingThrow.NoSource(sourcePath);
        string stem = $"{Path.GetFileNameWithoutExtension(source)}.{own}";
        string path = Path.Combine(Path.GetDirectoryName(source)!, "testdata", stem);
        if (!Taken.TryAdd(path, 0))
            TestingThrow.GoldenTwice(stem);
        return At(path, extension);
    }

    internal static GoldenFile At(string pathWithoutExtension, string extension) => new(pathWithoutExtension, extension);

    internal void Check(GoldenContent actual, CompareOptions? options, GoldenMode mode)
    {
        bool exists = File.Exists(_path);
        string? difference = exists ? Difference(actual, options, mode) : $"There is no golden file '{_path}'.";
        if (difference is null)
        {
            File.Delete(_receivedPath);
        }
        else if (mode == GoldenMode.Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            actual.Save(_path);
            File.Delete(_receivedPath);
        }
        else
        {
            TestingThrow.Differ($"{difference}\n\n{Received(exists ? actual.InOrderOf(_path) : actual, exists ? DiffCommand(options) : "")}\n{Advice(exists, mode)}");
        }
    }

    private string? Difference(GoldenContent actual, CompareOptions? options, GoldenMode mode)
    {
        try
        {
            return actual.DifferenceFrom(_path, options);
        }
        catch (NpyFormatException damaged) when (mode == GoldenMode.Update)
        {
            // What is not a golden file (a conflict of a merge, say) is to be replaced like one that differs.
            return damaged.Message;
        }
    }

    private string Received(GoldenContent actual, string command)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            actual.Save(_receivedPath);
            return $"What the test got: {_receivedPath}{command}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"What the test got could not be written: {error.Message}";
        }
    }

    private string DiffCommand(CompareOptions? options) => $"\nThe difference:    npyio diff \"{_receivedPath}\" \"{_path}\"{Flags(options ?? CompareOptions.Default)}";

    private static string Flags(CompareOptions options) =>
        (options.Rtol != 0 ? $" --rtol {options.Rtol:R}" : "") + (options.Atol != 0 ? $" --atol {options.Atol:R}" : "") + (options.EqualNaN ? "" : " --equal-nan false") + (options.Strict ? "" : " --strict false");

    private static string Advice(bool exists, GoldenMode mode) => mode == GoldenMode.CompareInCI
        ? $"{UpdateVariable} is ignored where CI is set: update golden files on your own machine."
        : $"To {(exists ? "accept it" : "create the golden file")}: run the test with {UpdateVariable}=1{(mode == GoldenMode.CompareNotOne ? "; it is set to something else, but must be 1" : "")}.";
}
