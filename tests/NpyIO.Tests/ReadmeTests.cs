using System.Text.RegularExpressions;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

public partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void CodeBlocks_OfTheReadme_AreTheExamplesThatRun()
    {
        string source = File.ReadAllText(Repository.PathOf("tests", "NpyIO.Tests", "ReadmeExamples.cs"));
        string[] examples = [.. Example().Matches(source).Select(match => Unindented(match.Groups[1].Value))];

        string[] blocks = [.. CodeBlock().Matches(Readme).Select(match => match.Groups[1].Value)];

        Assert.Equal(9, blocks.Length);
        Assert.Equal(examples, blocks);
    }

    [Fact]
    public void MainCommand_OfTheReadme_NamesAFileOfTheRepository() =>
        Assert.True(File.Exists(Repository.PathOf(MainCommand().Match(Readme).Groups[1].Value)));

    private static string Unindented(string code) => Regex.Replace(code, "(?m)^ {8}", "");

    [GeneratedRegex(@"// README: (?!end)[^\n]*\n(.*?) *// README: end", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"dotnet run --project src/NpyIO\.Cli -- cat (\S+)")]
    private static partial Regex MainCommand();
}
