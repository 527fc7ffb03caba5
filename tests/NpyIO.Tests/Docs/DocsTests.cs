using System.IO.Enumeration;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The README and the other documents: their code runs, their links lead somewhere.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Files => [.. MarkdownFile.Names()];

    /// <summary>The examples in the order of their files and lines, with the document that each is from.</summary>
    private static (string File, string Code)[] Examples { get; } = [.. ExampleSources().SelectMany(source => Example().Matches(source))
        .Select(match => (match.Groups["file"].Value, Unindented(match.Groups["code"].Value)))];

    [Theory]
    [MemberData(nameof(Files))]
    public void CodeBlocks_OfADocument_AreTheExamplesThatRun(string file)
    {
        MarkdownFile document = MarkdownFile.Of(file);

        // Everything that is not C# is indented, so that no block escapes by its language.
        Assert.All(document.Blocks, block => Assert.Equal("csharp", block.Language));
        Assert.Equal(Examples.Where(example => example.File == file).Select(example => example.Code), document.Blocks.Select(block => block.Code));
    }

    [Fact]
    public void Examples_OfAllDocuments_AreOfFilesThatExist()
    {
        string[] documents = [.. Examples.Select(example => example.File).Distinct()];

        Assert.Contains("README.md", documents);
        Assert.True(documents.Length > 4, $"only {documents.Length} documents have examples");
        Assert.Empty(documents.Except(MarkdownFile.Names()));
    }

    [Fact]
    public void Examples_OfEveryClass_HaveATestEach() =>
        Assert.All(ExampleSources(), source => Assert.Equal(Regex.Count(source, @"^    \[Fact\]$", RegexOptions.Multiline), Example().Count(source)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Links_OfADocument_LeadToFilesAndHeadings(string file)
    {
        string[] broken = [.. MarkdownFile.Of(file).Links.Where(link => !IsAbsolute(link) && !LeadsSomewhere(file, link))];

        Assert.Empty(broken);
    }

    [Fact]
    public void Links_OfAllDocuments_AreFound()
    {
        string[] links = [.. MarkdownFile.Names().SelectMany(file => MarkdownFile.Of(file).Links)];

        Assert.Contains("docs/types.md#conversions", links);
        Assert.Contains("../CONTRIBUTING.md#layers", links);
        Assert.False(LeadsSomewhere("README.md", "docs/types.md#no-such-heading"));
        Assert.False(LeadsSomewhere("README.md", "docs/no-such-file.md"));
    }

    /// <summary>Every package has the README, so what it links to must be there, too.</summary>
    [Fact]
    public void Links_OfTheReadme_AreInThePackages()
    {
        const string Root = "$(MSBuildThisFileDirectory)../";
        (string Pattern, string Folder)[] packed = [.. XDocument.Load(Repository.PathOf("src", "Directory.Build.props")).Descendants("None")
            .SelectMany(item => ((string)item.Attribute("Include")!).Split(';').Select(include => (include.Replace(Root, "", StringComparison.Ordinal), (string)item.Attribute("PackagePath")!)))];

        string[] missing = [.. MarkdownFile.Of("README.md").Links
            .Where(link => !IsAbsolute(link))
            .Select(link => link.Split('#')[0])
            .Where(link => !packed.Any(item => FileSystemName.MatchesSimpleExpression(item.Pattern, link) && item.Folder == $"/{Path.GetDirectoryName(link)}"))];

        Assert.Empty(missing);
    }

    [Fact]
    public void MainCommand_OfTheReadme_NamesAFileOfTheRepository()
    {
        Match command = MainCommand().Match(File.ReadAllText(Repository.PathOf("README.md")));

        Assert.True(command.Success);
        Assert.True(File.Exists(Repository.PathOf(command.Groups[1].Value)));
    }

    [Fact]
    public void Readme_InLines_IsShort() => Assert.InRange(File.ReadLines(Repository.PathOf("README.md")).Count(), 50, 130);

    private static IEnumerable<string> ExampleSources() =>
        Directory.GetFiles(Repository.PathOf("tests", "NpyIO.Tests", "Docs"), "*Examples.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static string Unindented(string code) => Regex.Replace(code, $"(?m)^ {{{code.Length - code.TrimStart(' ').Length}}}", "");

    private static bool IsAbsolute(string link) => Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) && uri.Scheme is "https" or "http";

    private static bool LeadsSomewhere(string file, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? Repository.PathOf(file) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(file))!, parts[0]));
        if (parts.Length == 1)
            return File.Exists(target) || Directory.Exists(target);
        return File.Exists(target) && MarkdownFile.Of(Path.GetRelativePath(Repository.Root, target)).Anchors.Contains(parts[1]);
    }

    [GeneratedRegex(@"^ +// (?<file>\S+\.md): [^\n]*\n(?<code>.*?)^ +// end\n", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"dotnet run --project src/NpyIO\.Cli -- cat (\S+)")]
    private static partial Regex MainCommand();
}
