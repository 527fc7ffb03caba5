using System.Text;
using System.Text.RegularExpressions;
using NpyIO.Tests.Support;

namespace NpyIO.Tests.Docs;

/// <summary>A Markdown file of the repository, split into code blocks and text.</summary>
internal sealed partial class MarkdownFile
{
    private readonly List<(string Language, string Code)> _blocks = [];
    private readonly List<string> _lines = [];
    private readonly List<string> _indented = [];

    private MarkdownFile(string name)
    {
        Name = name;
        var code = new StringBuilder();
        string? fence = null;
        bool isIndented = false;
        foreach (string line in File.ReadLines(Repository.PathOf(name)))
        {
            bool isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal) || line.TrimStart().StartsWith("~~~", StringComparison.Ordinal);
            if (isFence && fence is not null)
            {
                _blocks.Add((fence, code.ToString()));
                fence = null;
            }
            else if (isFence)
            {
                fence = line.TrimStart()[3..];
                code.Clear();
            }
            else if (fence is not null)
            {
                code.Append(line).Append('\n');
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                if (!isIndented)
                    _indented.Add("");
                isIndented = true;
                _indented[^1] += line[4..] + "\n";
            }
            else if (line.Length == 0 && isIndented)
            {
                _indented[^1] += "\n";
            }
            else
            {
                isIndented = false;
                _lines.Add(line);
            }
        }

        if (fence is not null)
            throw new InvalidDataException($"{name}: a code block has no end.");
    }

    /// <summary>Its path in the repository, with slashes.</summary>
    internal string Name { get; }

    /// <summary>The code blocks between fences, in order.</summary>
    internal IReadOnlyList<(string Language, string Code)> Blocks => _blocks;

    /// <summary>The indented blocks, in order: commands, and scripts in other languages.</summary>
    internal IReadOnlyList<string> IndentedBlocks => _indented;

    /// <summary>The lines outside code, fenced or indented.</summary>
    internal IReadOnlyList<string> Lines => _lines;

    /// <summary>The targets of the links, as they are written.</summary>
    internal IEnumerable<string> Links => _lines.SelectMany(line => Link().Matches(CodeSpan().Replace(line, "x")).Select(match => match.Groups[1].Value));

    /// <summary>The anchors of the headings, as GitHub makes them.</summary>
    internal HashSet<string> Anchors
    {
        get
        {
            HashSet<string> anchors = [];
            foreach (string heading in _lines.Where(line => line.StartsWith('#')).Select(AnchorOf))
            {
                string anchor = heading;
                for (int i = 1; !anchors.Add(anchor); i++)
                    anchor = $"{heading}-{i}";
            }

            return anchors;
        }
    }

    internal static MarkdownFile Of(string name) => new(name);

    /// <summary>The names of all Markdown files of the repository.</summary>
    internal static IEnumerable<string> Names() => NamesIn(Repository.Root).Order(StringComparer.Ordinal);

    private static IEnumerable<string> NamesIn(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.md").Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')),
        .. Directory.GetDirectories(folder).Where(inner => Path.GetFileName(inner) is not ("bin" or "obj" or "testdata" or ['.', ..])).SelectMany(NamesIn),
    ];

    private static string AnchorOf(string heading) =>
        NotInAnchors().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
