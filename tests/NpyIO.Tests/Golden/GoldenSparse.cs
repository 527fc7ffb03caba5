using System.Text.Json;
using NpyIO.Tests.Support;

namespace NpyIO.Tests.Golden;

/// <summary>A sparse matrix that real SciPy saved, with what that SciPy loads.</summary>
internal sealed class GoldenSparse
{
    private static readonly Dictionary<string, GoldenSparse> ByName =
        Manifest.RowsOfGenerations("sparse").ToDictionary(row => row.Key, row => new GoldenSparse(row.Key, row.Value));

    private readonly string _name;
    private readonly JsonElement _row;

    private GoldenSparse(string name, JsonElement row)
    {
        _name = name;
        _row = row;
    }

    /// <summary>Every matrix, as <c>numpy-1.19.5/stored-csr</c>.</summary>
    internal static IEnumerable<string> Names => ByName.Keys;

    internal static GoldenSparse Of(string name) => ByName[name];

    internal string Generation => _name[.._name.IndexOf('/')];

    internal string Path => Repository.PathOf("testdata", Generation, "sparse", _row.GetProperty("file").GetString()!);

    internal bool IsCompressed => _row.GetProperty("compressed").GetBoolean();

    /// <summary>Whether SciPy only reads such an archive, and does not write it.</summary>
    internal bool IsByHand => _row.TryGetProperty("by_hand", out _);

    internal string Format => _row.GetProperty("format").GetString()!;

    internal long[] Shape => Manifest.ShapeOf(_row);

    internal bool IsArray => _row.GetProperty("is_array").GetBoolean();

    /// <summary>Whether the archive has an entry of that name.</summary>
    internal bool HasPart(string part) => _row.GetProperty("parts").TryGetProperty(part, out _);

    /// <summary>The values of an entry.</summary>
    internal JsonElement ValuesOf(string part) => _row.GetProperty("parts").GetProperty(part).GetProperty("values");

    /// <summary>All the values, zeros too; null where they are too many.</summary>
    internal JsonElement? Dense => _row.GetProperty("dense") is { ValueKind: not JsonValueKind.Null } dense ? dense : null;
}
