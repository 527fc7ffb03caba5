using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Nothing is written outside the folder, and nothing at all where an archive tries to.</summary>
public class UnpackPlacesTests
{
    [Theory]
    [InlineData("../../x.npy", "has the part '..'")]
    [InlineData("a/../../x.npy", "has the part '..'")]
    [InlineData("a/..", "has the part '..'")]
    [InlineData("../", "has the part '..'")]
    [InlineData("./x.npy", "has the part '.'")]
    [InlineData("/x.npy", "begins with a slash")]
    [InlineData("//server/share/x.npy", "begins with a slash")]
    [InlineData("/", "begins with a slash")]
    [InlineData("C:/x.npy", "begins with a drive letter")]
    [InlineData("c:x.npy", "begins with a drive letter")]
    [InlineData("Z:", "begins with a drive letter")]
    [InlineData("a//x.npy", "has an empty part")]
    [InlineData("a//", "has an empty part")]
    [InlineData(@"..\x.npy", "has a backslash in it")]
    [InlineData(@"a\x.npy", "has a backslash in it")]
    [InlineData("", "is empty")]
    public void Unpack_HostileName_WritesNothing(string name, string reason)
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), (name, name.EndsWith('/') ? [] : Archive.Epoch));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: the name of entry '{name}' {reason}\n"),
            CliRun.Of("unpack", file, folder.PathOf("new")));
        Assert.Equal(["x.npz"], folder.Names);
    }

    [Fact]
    public void Unpack_HostileNameOfADamagedEntry_WritesNothing()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), ("../x.npy", Archive.Epoch[..50]));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: the name of entry '../x.npy' has the part '..'\n"),
            CliRun.Of("unpack", file, folder.PathOf("new")));
        Assert.Equal(["x.npz"], folder.Names);
    }

    [LinuxFact]
    public void Unpack_PipeWhereAFileWouldBe_WritesNothing()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), ("w.npy", Archive.Weights));
        string target = folder.PathOf("new"), pipe = Path.Combine(target, "w.npy");
        Directory.CreateDirectory(target);
        Assert.Equal(0, SymbolicLink.CreatePipe(pipe, 0b110_000_000));

        // Open at both ends, so that writing to it would not wait for a reader.
        using var open = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: '{pipe}' is not a regular file\n"),
            CliRun.Of("unpack", file, target));
        Assert.Equal([pipe], Directory.GetFileSystemEntries(target));
    }

    [Theory]
    [InlineData("\0.npy", "has a NUL in it")]
    [InlineData("a\0/../b.npy", "has a NUL in it")]
    public void EntryPath_Nul_IsRefused(string name, string reason)
    {
        var error = Assert.Throws<NpyIO.Cli.ToolException>(() => NpyIO.Cli.Unpacking.EntryPath.Of(name, isArray: true));

        Assert.Equal($"nothing is unpacked: the name of entry '{name}' {reason}", error.Message);
    }

    [Theory]
    [InlineData("w", true, "w.npy")]
    [InlineData("w", false, "w")]
    [InlineData("w.npy", true, "w.npy")]
    [InlineData("a/..b/...", true, "a|..b|....npy")]
    [InlineData("a/b/", false, "a|b")]
    [InlineData("~/x", false, "~|x")]
    [InlineData("1:x", false, "1:x")]
    [InlineData(":x", false, ":x")]
    [InlineData("a/c:x", false, "a|c:x")]
    [InlineData("x", false, "x")]
    [InlineData("w.NPY", true, "w.NPY.npy")]
    public void EntryPath_GoodName_IsItsParts(string name, bool isArray, string expected) =>
        Assert.Equal(expected.Split('|'), NpyIO.Cli.Unpacking.EntryPath.Of(name, isArray));

    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a/b/c", "a/b")]
    public void Unpack_FileWhereAFolderHasToBe_WritesNothing(string first, string second)
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), (first, Archive.Notes), (second, Archive.Notes));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: entries '{first}' and '{second}' have the same place\n"),
            CliRun.Of("unpack", file, folder.PathOf("new")));
        Assert.Equal(["x.npz"], folder.Names);
    }

    [Fact]
    public void Unpack_TwoArraysForOneFile_WritesNothing()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a", Archive.Epoch), ("a.npy", Archive.Epoch));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: entries 'a' and 'a.npy' have the same place\n"),
            CliRun.Of("unpack", file, folder.PathOf("new")));
    }

    [Fact]
    public void Unpack_FolderThatHoldsData_WritesNothing()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a/", Archive.Notes));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: entry 'a/' has the name of a folder, but holds data\n"),
            CliRun.Of("unpack", file, folder.PathOf("new")));
    }

    [Theory]
    [InlineData("link/w.npy", "link")]
    [InlineData("sub/link/deep/w.npy", "sub/link")]
    [InlineData("link", "link")]
    public void Unpack_LinkOutOfTheFolder_WritesNothing(string entry, string link)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("outside"));
        Directory.CreateDirectory(folder.PathOf("there/sub"));
        Directory.CreateSymbolicLink(Path.Combine(folder.PathOf("there"), link), folder.PathOf("outside"));
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), (entry, Archive.Notes));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: '{Path.Combine(folder.PathOf("there"), link)}' is a link\n"),
            CliRun.Of("unpack", file, folder.PathOf("there")));
        Assert.Empty(Directory.GetFileSystemEntries(folder.PathOf("outside")));
        Assert.False(File.Exists(folder.PathOf("there/epoch.npy")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Unpack_LinkInPlaceOfAFile_WritesNothing(bool leadsSomewhere)
    {
        using var folder = new TempFolder();
        string secret = leadsSomewhere ? folder.Write("secret", "old"u8) : folder.PathOf("secret");
        Directory.CreateDirectory(folder.PathOf("there"));
        File.CreateSymbolicLink(folder.PathOf("there/epoch.npy"), secret);
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: '{folder.PathOf("there/epoch.npy")}' is a link\n"),
            CliRun.Of("unpack", file, folder.PathOf("there")));
        Assert.Equal(leadsSomewhere ? "old" : null, File.Exists(secret) ? File.ReadAllText(secret) : null);
    }

    [Fact]
    public void Unpack_FolderThatIsALink_IsTheFolderThatWasAskedFor()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("real"));
        Directory.CreateSymbolicLink(folder.PathOf("there"), folder.PathOf("real"));
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("unpack", file, folder.PathOf("there")));

        Assert.Equal(Archive.Epoch, File.ReadAllBytes(folder.PathOf("real/epoch.npy")));
    }

    [Fact]
    public void Unpack_FolderInPlaceOfAFile_WritesNothing()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("there/epoch.npy"));
        string file = Archive.Write(folder, ("a.npy", Archive.Epoch), ("epoch.npy", Archive.Epoch));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: '{folder.PathOf("there/epoch.npy")}' is a folder\n"),
            CliRun.Of("unpack", file, folder.PathOf("there")));
        Assert.False(File.Exists(folder.PathOf("there/a.npy")));
    }

    [Fact]
    public void Unpack_FileInPlaceOfAFolder_WritesNothing()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("there"));
        folder.Write("there/layer", "old"u8);
        string file = Archive.Write(folder, ("a.npy", Archive.Epoch), ("layer/w.npy", Archive.Epoch));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: nothing is unpacked: '{folder.PathOf("there/layer")}' is a file\n"),
            CliRun.Of("unpack", file, folder.PathOf("there")));
        Assert.False(File.Exists(folder.PathOf("there/a.npy")));
    }
}
