using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class PackTests
{
    [Fact]
    public void Pack_Files_AreMembersInTheirOrder()
    {
        using var folder = new TempFolder();
        string weights = folder.Write("w.f16.npy", Archive.FortranWeights);
        string epoch = folder.Write("epoch=7.npy", Archive.Epoch);
        string target = folder.PathOf("x.npz");

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("pack", target, $"z/é={epoch}", weights, $"a={epoch}"));

        Archive.AssertHolds(target, ("z/é.npy", Archive.Epoch), ("w.f16.npy", Archive.FortranWeights), ("a.npy", Archive.Epoch));
    }

    [Fact]
    public void Pack_WhatSavezWrites_IsTheSame()
    {
        using var folder = new TempFolder();
        string weights = folder.Write("w.npy", Archive.FortranWeights);
        string target = folder.PathOf("x.npz");
        Npz.Save(folder.PathOf("y.npz"), ("w", Npy.Load(weights, NpyReadOptions.AsStored)));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("pack", target, weights));

        Assert.Equal(File.ReadAllBytes(folder.PathOf("y.npz")), File.ReadAllBytes(target));
    }

    [Fact]
    public void Pack_NoFiles_IsAnEmptyArchive()
    {
        using var folder = new TempFolder();

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("pack", folder.PathOf("x.NPZ")));

        Assert.Equal("504B0506000000000000000000000000000000000000", Convert.ToHexString(File.ReadAllBytes(folder.PathOf("x.NPZ"))));
    }

    [Fact]
    public void Pack_Compress_MakesItSmaller()
    {
        using var folder = new TempFolder();
        byte[] zeros = NpyBytes.Of("'<f8'", "(1000,)", new byte[8000]);
        string file = folder.Write("z.npy", zeros);
        string target = folder.PathOf("x.npz");

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("pack", target, file, "--compress"));

        Archive.AssertHolds(target, ("z.npy", zeros));
        Assert.True(new FileInfo(target).Length < 1000);
    }

    [Fact]
    public void Pack_OntoAnArchive_ReplacesIt()
    {
        using var folder = new TempFolder();
        string target = Archive.Write(folder, Archive.Three);
        string file = folder.Write("epoch.npy", Archive.Epoch);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("pack", target, file));

        Archive.AssertHolds(target, ("epoch.npy", Archive.Epoch));
        Assert.Equal(["epoch.npy", "x.npz"], folder.Names);
    }

    [Theory]
    [InlineData("two arrays are called 'w'", "x.npz", "w=a.npy", "w=b.npy")]
    [InlineData("two arrays are called 'a'", "x.npz", "one/a.npy", "a=b.npy")]
    [InlineData("'=a.npy' has no name for the array", "x.npz", "=a.npy")]
    [InlineData("'.npy' has no name for the array", "x.npz", ".npy")]
    [InlineData("'folder/' has no name for the array", "x.npz", "folder/")]
    [InlineData("'w=' has no file behind the name", "x.npz", "w=")]
    [InlineData("cannot write an archive to 'a.npy': its extension must be .npz", "a.npy", "b.npy")]
    [InlineData("cannot write an archive to 'w=a.npy': its extension must be .npz", "w=a.npy")]
    [InlineData("Required argument missing for command: 'pack'.")]
    [InlineData("Unrecognized option '--compres' (a file of that name goes behind '--').", "x.npz", "a.npy", "--compres")]
    public void Pack_WordsWithoutSense_AreWrongUsage(string reason, params string[] words) =>
        Assert.Equal(new CliRun(2, "", $"npyio: {reason}\nTry 'npyio pack --help'.\n"), CliRun.Of(["pack", .. words]));

    [Fact]
    public void Pack_BadFile_NamesItAndLeavesTheOldArchive()
    {
        using var folder = new TempFolder();
        string good = folder.Write("good.npy", Archive.Epoch);
        string bad = folder.Write("bad.npy", Archive.Weights.AsSpan()[..^1]);
        string target = folder.Write("x.npz", "old"u8);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {bad}: The data end early: shape (2, 3) of '<i2' takes 12 bytes, but only 11 are there (at byte 139)\n"),
            CliRun.Of("pack", target, good, bad));
        Assert.Equal(
            new CliRun(1, "", $"npyio: {folder.PathOf("missing.npy")}: no such file or directory\n"),
            CliRun.Of("pack", target, good, "w=" + folder.PathOf("missing.npy")));

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Equal(["bad.npy", "good.npy", "x.npz"], folder.Names);
    }

    /// <summary>Whatever a file with one array is, compressed or not; its name without the last extension is the array's.</summary>
    [Fact]
    public void Pack_FilesOfOtherKinds_GiveTheirArrays()
    {
        using var folder = new TempFolder();
        NdArray array = Npy.Load(Archive.FortranWeights, NpyReadOptions.AsStored);
        var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
            zip.Write(Archive.FortranWeights);
        string zipped = folder.Write("w.npy.gz", packed.ToArray()), pickle = folder.Write("p.pkl", Pickle.Save(new List<object?> { array }));
        string joblib = folder.Write("j", Joblib.Save(array, new JoblibWriteOptions { Compression = JoblibCompression.Zlib }));
        string two = folder.Write("two.pkl", Pickle.Save(new List<object?> { array, array.Copy() }));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("pack", folder.PathOf("x.npz"), zipped, pickle, joblib));

        Archive.AssertHolds(folder.PathOf("x.npz"), ("w.npy.npy", Archive.FortranWeights), ("p.npy", Archive.FortranWeights), ("j.npy", Archive.FortranWeights));
        Assert.Equal(
            new CliRun(1, "", $"npyio: {two}: holds 2 arrays; name one with --entry: [0], [1]\n"),
            CliRun.Of("pack", folder.PathOf("y.npz"), zipped, two));
    }

    [Fact]
    public void Pack_Archive_IsRefused()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: is an archive; only single arrays (.npy) can be packed\n"), CliRun.Of("pack", folder.PathOf("y.npz"), file));
        Assert.Equal(["x.npz"], folder.Names);
    }

    [Fact]
    public void Pack_IntoMissingFolder_NamesTheTarget()
    {
        using var folder = new TempFolder();
        string target = Path.Combine(folder.PathOf("missing"), "y.npz");

        Assert.Equal(new CliRun(1, "", $"npyio: {target}: no such file or directory\n"), CliRun.Of("pack", target));
    }

    [Fact]
    public void Pack_NameThatIsTooLong_SaysSo()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.npy", Archive.Epoch);
        string target = folder.PathOf("x.npz");

        Assert.Equal(
            new CliRun(1, "", $"npyio: {target}: The name beginning with '{new string('n', 32)}' takes 66004 bytes; a ZIP archive has room for 65535.\n"),
            CliRun.Of("pack", target, $"{new string('n', 66_000)}={file}"));
        Assert.Equal(["a.npy"], folder.Names);
    }
}
