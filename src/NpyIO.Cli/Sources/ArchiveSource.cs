using NpyIO.Cli.Commands;
using NpyIO.Cli.Input;
using NpyIO.DTypes;

namespace NpyIO.Cli.Sources;

/// <summary>Writes a class for the arrays of an archive.</summary>
internal static class ArchiveSource
{
    /// <summary>Names that mean something else in the class.</summary>
    private static readonly string[] Reserved =
        ["Casting", "Check", "CheckType", "DType", "Dispose", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "NdArray", "Npz", "NpzEntry", "NpzFile", "Open", "ReferenceEquals", "Slice", "StoredArray", "ToString"];

    internal static void Add(SourceFile source, NpzFile archive)
    {
        Entries.RefuseTorch(archive);
        string name = source.Unique(source.Stem);
        var taken = new HashSet<string>(Reserved) { name };
        var properties = new List<string>();
        var checks = new List<string>();
        foreach (NpzEntry entry in archive)
        {
            string literal = CSharpText.Literal(entry.Name);
            if (Entries.Concerning(entry, () => Entries.HeaderOf(entry)) is not { } header)
            {
                source.AddComment($"Without the entry {literal}, which is not an array.");
                continue;
            }

            string property = Unique(CSharpText.Identifier(entry.Name, "Array"), taken);
            if (source.TypeOf(header.DType, name + property) is not { } type)
            {
                source.AddComment($"Without the entry {literal}, whose records have no bytes.");
                continue;
            }

            int rank = header.Shape.Length;
            properties.Add($"    /// <summary>The array {Xml(literal)}, {TypesCommand.Axes(rank)}; reads it at every call.</summary>\n");
            properties.Add($"    public NdArray<{type}> {property} => _file[{literal}].Load<{type}>();\n\n");
            checks.Add($"        Check<{type}>({literal}, {rank}, differences);\n");
        }

        if (checks.Count == 0)
            source.AddComment($"{source.File} has no arrays.");
        else
            source.PutFirst(Text(name, Xml(source.File), string.Concat(properties), string.Concat(checks)));
    }

    private static string Text(string name, string file, string properties, string checks) => $$"""
        /// <summary>An archive with the arrays of {{file}}.</summary>
        public sealed class {{name}} : IDisposable
        {
            private readonly NpzFile _file;

            private {{name}}(NpzFile file) => _file = file;

        {{properties}}    /// <summary>Opens an archive that has all of these arrays.</summary>
            /// <exception cref="InvalidDataException">It lacks some, or they have other types or damaged headers. The message has all differences.</exception>
            public static {{name}} Open(string path)
            {
                var archive = new {{name}}(Npz.Open(path));
                try
                {
                    var differences = new List<string>();
                    archive.Check(differences);
                    if (differences.Count == 0)
                        return archive;
                    throw new InvalidDataException($"{path} is not an archive for {{name}}:\n{string.Join("\n", differences)}");
                }
                catch
                {
                    archive.Dispose();
                    throw;
                }
            }

            /// <summary>Closes the archive.</summary>
            public void Dispose() => _file.Dispose();

            private void Check(List<string> differences)
            {
        {{checks}}    }

            private void Check<T>(string name, int rank, List<string> differences)
            {
                try
                {
                    if (!_file.TryGetEntry(name, out NpzEntry? entry))
                        differences.Add($"'{name}' is missing");
                    else if (!entry.TryOpen(out StoredArray? array))
                        differences.Add($"'{name}' is not an array");
                    else if (array.Rank != rank)
                        differences.Add($"'{name}' has {array.Rank} axes, not {rank}");
                    else if (array.DType == DType.Object && typeof(T) != typeof(object))
                        differences.Add($"'{name}' has Python objects, which can be of any type");
                    else
                        CheckType<T>(array);
                }
                catch (Exception e) when (e is InvalidCastException or NpyFormatException)
                {
                    differences.Add($"'{name}': {e.Message}");
                }
            }

            // Reads no element.
            private static void CheckType<T>(StoredArray array)
            {
                if (array.DType.HasObject)
                    NdArray.Create(array.DType, 0).To<T>(Casting.Equivalent);
                else
                    array[Slice.NewAxis].Read<T>(..0);
            }
        }

        """;

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
            unique = $"{name}_{i}";
        return unique;
    }

    private static string Xml(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
