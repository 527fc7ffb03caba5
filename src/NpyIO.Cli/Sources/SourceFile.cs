using System.Text;
using System.Text.RegularExpressions;
using NpyIO.Cli.Output;
using NpyIO.DTypes;

namespace NpyIO.Cli.Sources;

/// <summary>A file of C# source: comments, and types whose names are unique.</summary>
internal sealed partial class SourceFile
{
    /// <summary>What a file name ends with, besides its own name.</summary>
    private static readonly string[] Extensions = [".npy", ".npz", ".pkl", ".pickle", ".joblib", ".gz", ".z", ".bz2", ".xz", ".lzma", ".lz4", ".zst"];

    /// <summary>Namespaces, and the names of theirs that source can have.</summary>
    private static readonly (string Namespace, Regex Names)[] Usings =
    [
        ("System", new Regex(@"\b(DateOnly|DateTime|Half|IDisposable|TimeSpan)\b", RegexOptions.CultureInvariant)),
        ("System.Collections.Generic", new Regex(@"\bList<", RegexOptions.CultureInvariant)),
        ("System.IO", new Regex(@"\bInvalidDataException\b", RegexOptions.CultureInvariant)),
        ("System.Numerics", new Regex(@"\bComplex\b", RegexOptions.CultureInvariant)),
        ("System.Runtime.InteropServices", new Regex(@"\bStructLayout\b", RegexOptions.CultureInvariant)),
    ];

    private readonly string? _namespace;
    private readonly List<string> _comments = [];
    private readonly List<string> _types = [];
    private readonly Dictionary<DType, string?> _records = [];
    private readonly HashSet<string> _names = ["IDisposable", "InvalidCastException", "InvalidDataException", "List", "NdArray", "Npz", "NpzEntry", "NpzFile", "StoredArray"];

    /// <summary>The namespace is null for none.</summary>
    internal SourceFile(string file, string? space)
    {
        _namespace = space;
        File = SafeText.Escape(file);
        Literal = CSharpText.Literal(file);
        Stem = CSharpText.Identifier(file == StandardStreams.InputName ? "" : StemOf(Path.GetFileName(file)), "Record");
    }

    /// <summary>The file's name, as a comment shows it.</summary>
    internal string File { get; }

    /// <summary>The file's name in quotes.</summary>
    internal string Literal { get; }

    /// <summary>The file's name without its extension, as an identifier.</summary>
    internal string Stem { get; }

    internal void AddComment(string line) => _comments.Add(line);

    internal void PutFirst(string type) => _types.Insert(0, type);

    /// <summary>Returns a name for a type that no other has.</summary>
    internal string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++)
            unique = $"{name}{i}";
        return unique;
    }

    /// <summary>Returns the C# type for the values of a dtype, or null if there is none. Records get a struct, which is added to the source.</summary>
    internal string? TypeOf(DType dtype, string name)
    {
        if (!dtype.IsStruct)
            return CSharpType.Of(dtype);
        DType native = dtype.WithByteOrder(DType.Of<int>().ByteOrder);
        if (!_records.TryGetValue(native, out string? known))
            _records.Add(native, known = AddRecord(native, name));
        return known;
    }

    private string? AddRecord(DType dtype, string name)
    {
        // A record in a field names a struct of its own, and that name can be taken already.
        for (int i = 2; ; i++)
        {
            if (NpyRecordInfo.SourceOf(dtype, name) is not { } text)
                return null;
            string[] declared = [.. Declarations().Matches(text).Select(match => match.Groups[1].Value)];
            if (!_names.Overlaps(declared))
            {
                _names.UnionWith(declared);
                _types.Add(text);
                return declared[0];
            }

            name = i == 2 ? name + "2" : $"{name[..^1]}{i}";
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (string comment in _comments)
            text.Append("// ").Append(comment).Append('\n');
        if (_types.Count == 0)
            return text.ToString();

        string types = string.Join('\n', _types);
        if (types.Contains('?', StringComparison.Ordinal))
            text.Append("#nullable enable\n");
        foreach ((string space, Regex names) in Usings)
        {
            if (names.IsMatch(types))
                text.Append("using ").Append(space).Append(";\n");
        }

        text.Append("using NpyIO;\n\n");
        if (_namespace is not null)
            text.Append("namespace ").Append(_namespace).Append(";\n\n");
        return text.Append(types).ToString();
    }

    private static string StemOf(string file)
    {
        while (Array.Find(Extensions, extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) is { } found)
            file = file[..^found.Length];
        return file;
    }

    [GeneratedRegex(@"^public partial record struct (\w+)\($", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Declarations();
}
