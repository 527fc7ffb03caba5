using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class UnpackTests
{
    [Fact]
    public void Unpack_Entries_BecomeFilesAsTheyAre()
    {
        using var folder = new TempFolder();
        byte[] odd = [.. NpyBytes.Header(2, "{'shape':(),'descr':'u1','fortran_order':False}"), 7];
        string file = folder.Write("x.npz", new ZipBytes()
            .Add("layer/deep/w.npy", Archive.FortranWeights, isDeflated: true)
            .Add("layer/notes.txt", Archive.Notes)
            .Add("odd.npy", odd)
            .Add("bare", Archive.Epoch)
            .Add("é:0 .npy", Archive.Epoch)
            .Add("no.npy", Archive.Notes)
            .Add("empty/", [])
            .ToBytes());
        string target = Path.Combine(folder.PathOf("new"), "folder");

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("unpack", file, target));

        Assert.Equal(["bare.npy", "empty", "layer", "layer/deep", "layer/deep/w.npy", "layer/notes.txt", "no.npy", "odd.npy", "é:0 .npy"], Tree(target));
        Assert.Equal(Archive.FortranWeights, File.ReadAllBytes(Path.Combine(target, "layer/deep/w.npy")));
        Assert.Equal(Archive.Notes, File.ReadAllBytes(Path.Combine(target, "layer/notes.txt")));
        Assert.Equal(odd, File.ReadAllBytes(Path.Combine(target, "odd.npy")));
        Assert.Equal(Archive.Epoch, File.ReadAllBytes(Path.Combine(target, "bare.npy")));
        Assert.Equal(Archive.Notes, File.ReadAllBytes(Path.Combine(target, "no.npy")));
    }

    [Fact]
    public void Unpack_EmptyArchive_MakesTheFolder()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("unpack", file, folder.PathOf("new")));

        Assert.Empty(Tree(folder.PathOf("new")));
    }

    [Fact]
    public void Unpack_IntoAFolderWithFiles_ReplacesThoseOfTheSameName()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch));
        Directory.CreateDirectory(folder.PathOf("there"));
        folder.Write("there/epoch.npy", "old"u8);
        folder.Write("there/other.npy", "old"u8);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("unpack", file, folder.PathOf("there")));

        Assert.Equal(["epoch.npy", "other.npy"], Tree(folder.PathOf("there")));
        Assert.Equal(Archive.Epoch, File.ReadAllBytes(folder.PathOf("there/epoch.npy")));
        Assert.Equal("old", File.ReadAllText(folder.PathOf("there/other.npy")));
    }

    [Fact]
    public void Unpack_SeveralEntriesOfOneName_WritesTheLast()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a.npy", Archive.Weights), ("a.npy", Archive.Epoch));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("unpack", file, folder.PathOf("new")));

        Assert.Equal(Archive.Epoch, File.ReadAllBytes(folder.PathOf("new/a.npy")));
    }

    [Fact]
    public void Unpack_DamagedEntries_AreLeftOutAndKeepTheOldFile()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", new ZipBytes()
            .AddCompressed("w.npy", 0, Archive.Weights, crc: 1, Archive.Weights.Length)
            .AddCompressed("v.npy", 0, Archive.Weights[..50], crc: 1, 50)
            .Add("epoch.npy", Archive.Epoch)
            .ToBytes());
        Directory.CreateDirectory(folder.PathOf("there"));
        folder.Write("there/w.npy", "old"u8);

        var run = CliRun.Of("unpack", file, folder.PathOf("there"));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'v.npy': The content ends inside the header: expected 128 bytes, found 50 (at byte 50) (and 1 more problem)\n"),
            run);
        Assert.Equal(["epoch.npy", "w.npy"], Tree(folder.PathOf("there")));
        Assert.Equal("old", File.ReadAllText(folder.PathOf("there/w.npy")));
    }

    [Fact]
    public void Unpack_SingleArray_IsRefused()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npy", Archive.Epoch);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: is a single array, no archive\n"), CliRun.Of("unpack", file, folder.PathOf("new")));
        Assert.Equal(["x.npy"], folder.Names);
    }

    [Fact]
    public void Unpack_NoArchive_IsToldAsThat()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", "no archive"u8);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: This is text, not a .npy array: it begins with b'no arc', not with b'\\x93NUMPY' (at byte 0)\n"),
            CliRun.Of("unpack", file, folder.PathOf("new")));
    }

    [Fact]
    public void Unpack_FileWhereTheFolderShouldBe_IsRefused()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);
        string target = folder.Write("there", "old"u8);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: nothing is unpacked: '{target}' is a file\n"), CliRun.Of("unpack", file, target));
    }

    [Fact]
    public void Unpack_EmptyFolderName_IsRefused()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(1, "", "npyio: : no such file or directory\n"), CliRun.Of("unpack", file, ""));
    }

    [Theory]
    [InlineData("unpack")]
    [InlineData("unpack", "x.npz")]
    public void Unpack_TooFewWords_IsWrongUsage(params string[] words) =>
        Assert.Equal(new CliRun(2, "", "npyio: Required argument missing for command: 'unpack'.\nTry 'npyio unpack --help'.\n"), CliRun.Of(words));

    private static string[] Tree(string folder) =>
        [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Fact]
    public void Help_Arguments_AreEachDescribed()
    {
        string help = CliRun.Of("unpack", "--help").Output;

        Assert.Matches(@"<IN\.npz>\s+The archive to read\.", help);
        Assert.Matches(@"<DIR>\s+The folder for its entries, created if it does not exist\.", help);
    }
}
