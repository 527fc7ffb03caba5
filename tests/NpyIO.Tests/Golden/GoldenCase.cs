using System.Text.Json;
using NpyIO.Tests.Support;

namespace NpyIO.Tests.Golden;

/// <summary>A file that real NumPy wrote, with what that NumPy says is in it.</summary>
internal sealed class GoldenCase
{
    private static readonly Dictionary<string, GoldenCase> ByName = ReadAll();

    private readonly string _folder;
    private readonly JsonElement _row;

    private GoldenCase(string folder, JsonElement row)
    {
        _folder = folder;
        _row = row;
    }

    /// <summary>Every array that some NumPy saved, as <c>numpy-1.19.5/bool-scalar</c>.</summary>
    internal static IEnumerable<string> Saved => NamesIn("numpy-");

    /// <summary>Every header written by hand, which the newest NumPy was asked to read.</summary>
    internal static IEnumerable<string> Headers => NamesIn("headers/");

    /// <summary>Every view of a buffer that the newest NumPy saved.</summary>
    internal static IEnumerable<string> Views => NamesIn("views/");

    internal static GoldenCase Of(string name) => ByName[name];

    internal string Path => Repository.PathOf("testdata", _folder, _row.GetProperty("file").GetString()!);

    internal byte[] Bytes => File.ReadAllBytes(Path);

    /// <summary>Whether NumPy refuses the file, or NpyIO does on purpose.</summary>
    internal bool IsRefused => _row.TryGetProperty("error", out _) || _row.TryGetProperty("npyio_error", out _);

    /// <summary>Whether it is a strided view of records with bytes that belong to no field.</summary>
    internal bool HasStridedPadding => _row.TryGetProperty("padding", out _);

    internal bool IsObject => _row.TryGetProperty("object", out _);

    internal string Descr => _row.GetProperty("descr").GetString()!;

    internal long[] Shape => Manifest.ShapeOf(_row);

    internal bool FortranOrder => _row.GetProperty("fortran_order").GetBoolean();

    internal string Version => _row.GetProperty("version").GetString()!;

    /// <summary>The bytes that a view looks at.</summary>
    internal byte[] Buffer => Convert.FromHexString(_row.GetProperty("buffer").GetString()!);

    internal long Offset => _row.GetProperty("offset").GetInt64();

    internal long[] Strides => [.. _row.GetProperty("strides").EnumerateArray().Select(stride => stride.GetInt64())];

    internal long DataOffset => _row.GetProperty("data_offset").GetInt64();

    internal long NBytes => _row.GetProperty("nbytes").GetInt64();

    /// <summary>The elements as <c>cat --json</c> must print them; null where an axis of an empty array is too long to be listed.</summary>
    internal JsonElement? Values => _row.TryGetProperty("values", out JsonElement values) ? values : null;

    /// <summary>The same array as the newest NumPy writes it; null where it cannot.</summary>
    internal string? ReencodedPath =>
        _row.GetProperty("reencode").GetString() is { } file ? Repository.PathOf("testdata", file) : null;

    /// <summary>A fact as the manifest has it, by the name that <c>info --json</c> prints it under.</summary>
    internal JsonElement Fact(string name) => _row.GetProperty(name);

    private static IEnumerable<string> NamesIn(string prefix) => ByName.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    private static Dictionary<string, GoldenCase> ReadAll()
    {
        Dictionary<string, GoldenCase> cases = [];
        foreach (string folder in Manifest.Folders())
        {
            foreach (JsonElement row in Manifest.RowsOf(folder))
                cases.Add($"{folder}/{row.GetProperty("name").GetString()}", new GoldenCase(folder, row));
        }

        return cases;
    }
}
