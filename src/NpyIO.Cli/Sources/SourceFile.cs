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
    private static readonly (string Namespace, string[] Names)[] Usings =
    [
        ("System", ["DateOnly", "DateTime", "Exception", "Half", "IDisposable", "InvalidCastException", "TimeSpan"]),
        ("System.Collections.Generic", ["List"]),
        ("System.IO", ["InvalidDataException"]),
        ("System.Numerics", ["Complex"]),
        ("NpyIO", ["Casting", "Complex64", "ComplexLongDouble", "DType", "Datetime64", "LongDouble", "NdArray", "NpyField", "NpyFieldAttribute", "NpyFormatException", "NpyRecord", "NpyRecordAttribute", "Npz", "NpzEntry", "NpzFile", "Slice", "StoredArray", "Timedelta64"]),
    ];

    private readonly string[]? _namespace;
    private readonly List<string> _comments = [];
    private readonly List<string> _types = [];
    private readonly Dictionary<DType, string?> _records = [];
    private readonly HashSet<string> _names = ["Casting", "DType", "Exception", "IDisposable", "InvalidCastException", "InvalidDataException", "List", "NdArray", "NpyFormatException", "Npz", "NpzEntry", "NpzFile", "Slice", "StoredArray"];

    /// <summary>The namespace is null for none; its names are without <c>@</c>.</summary>
    internal SourceFile(string file, string? space)
    {
        _namespace = space?.Split('.');
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

    /// <summary>Returns the C# type that holds values of a dtype, or null if none does. For records it is a struct, which is added to the source.</summary>
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
        string[] spaces = [.. Usings.Where(row => row.Namespace == "NpyIO" || row.Names.Any(name => Uses(types, name))).Select(row => row.Namespace)];
        if (_namespace is null)
            return text.Append(Directives(spaces, "")).Append(types).ToString();

        // The names around a type come before those of directives, unless these are inside the namespace.
        string space = $"namespace {string.Join('.', _namespace.Select(CSharpText.Escaped))};\n\n";
        bool collides = _namespace.Any(part => part == "System" || Usings.Any(row => row.Names.Contains(part)));
        return collides
            ? text.Append(space).Append(Directives(spaces, "global::")).Append(TextsAndQualifiedNames().Replace(types, match => match.Value[0] == '"' ? match.Value : "global::" + match.Value)).ToString()
            : text.Append(Directives(spaces, "")).Append(space).Append(types).ToString();
    }

    private static string Directives(string[] spaces, string qualifier) => string.Concat(spaces.Select(space => $"using {qualifier}{space};\n")) + "\n";

    /// <summary>Whether source has a name that is not qualified.</summary>
    private static bool Uses(string source, string name) => Regex.IsMatch(source, $@"(?<![.\w]){name}\b", RegexOptions.CultureInvariant);

    private static string StemOf(string file)
    {
        while (Array.Find(Extensions, extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) is { } found)
            file = file[..^found.Length];
        return file;
    }

    /// <summary>Texts, which stay as they are, and the beginnings of qualified names.</summary>
    [GeneratedRegex("""
        "(\\.|[^"\\\n])*"|(?<![.\w])System\.(?=(Numerics|Runtime\.InteropServices)\.)
        """, RegexOptions.CultureInvariant)]
    private static partial Regex TextsAndQualifiedNames();

    [GeneratedRegex(@"^public partial record struct (\w+)\($", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Declarations();
}
