using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Testing;

/// <summary>Where the source of a test is, if the compiler has mapped its path.</summary>
public sealed class SourcePathTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public SourcePathTests()
    {
        foreach (string file in (string[])["src/tests/Foo/Bar.cs", "src/tests/Foo/Sub/Bar.cs", "src/Shared/Linked.cs", "src/Bar.cs"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(file))!);
            File.WriteAllText(_folder.PathOf(file), "");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/_/tests/Foo/Bar.cs", "src/tests/Foo/Bar.cs")]
    [InlineData("/_/tests/Foo/Sub/Bar.cs", "src/tests/Foo/Sub/Bar.cs")]
    [InlineData(@"/_/tests\Foo\Sub\Bar.cs", "src/tests/Foo/Sub/Bar.cs")]
    [InlineData("/_/Shared/Linked.cs", "src/Shared/Linked.cs")]
    [InlineData("/_1/Bar.cs", "src/tests/Foo/Bar.cs")]
    [InlineData("Sub/Bar.cs", "src/tests/Foo/Sub/Bar.cs")]
    [InlineData("/_/Linked.cs", null)]
    [InlineData("/_/tests/Foo/Other.cs", null)]
    public void Find_MappedPath_IsFoundByTheProject(string compiled, string? found) =>
        Assert.Equal(found is null ? null : _folder.PathOf(found), SourcePath.Find(compiled, [_folder.PathOf("src/tests/Foo")]));

    [Fact]
    public void Find_PathThatExists_IsThat() => Assert.Equal(_folder.PathOf("src/Bar.cs"), SourcePath.Find(_folder.PathOf("src/Bar.cs"), []));
}
