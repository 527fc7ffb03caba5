using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Whatever is wrong with an archive, the tool says it in one line, and <c>verify</c> misses nothing that <c>cat</c> would show.</summary>
public class DamagedArchiveTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_EveryByteChanged_IsToldOrChangesNothing(bool isDeflated)
    {
        using var folder = new TempFolder();
        byte[] content = ZipBytes.Of(isDeflated, Archive.Three);
        string file = folder.Write("x.npz", content);
        string good = CliRun.Of("cat", "--json", file).Output;

        for (int i = 0; i < content.Length; i++)
        {
            byte[] changed = [.. content];
            changed[i] ^= 0xff;
            folder.Write("x.npz", changed);
            CliRun verified = CliRun.Of("verify", file), shown = CliRun.Of("cat", "--json", file);

            if (verified.Status == 0)
                Assert.Equal(new CliRun(0, good, ""), shown);
            else
                AssertOneError(verified, file);
            if (shown.Status != 0)
                AssertOneError(shown, file);
        }
    }

    [Theory]
    [InlineData(".json")]
    [InlineData(".csv")]
    [InlineData(".bin")]
    [InlineData(".npy")]
    [InlineData(".npz")]
    public void Convert_DamageBehindTheArray_IsOneErrorInEveryForm(string extension)
    {
        using var folder = new TempFolder();
        byte[] content = ZipBytes.Of(false, ("w.npy", [.. Archive.Weights, .. new byte[5000]]));
        string file = folder.Write("x.npz", content), target = folder.PathOf("y" + extension);
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, target));
        File.Delete(target);

        content[35 + Archive.Weights.Length + 4999] ^= 1;
        File.WriteAllBytes(file, content);

        AssertOneError(CliRun.Of("convert", file, target), file);
        AssertOneError(CliRun.Of("cat", "--json", file), file);
        AssertOneError(CliRun.Of("cat", file), file);
        Assert.Equal(["x.npz"], folder.Names);
    }

    [Fact]
    public void Run_EveryTruncation_IsOneError()
    {
        using var folder = new TempFolder();
        byte[] content = ZipBytes.Of(false, Archive.Three);

        for (int length = 0; length < content.Length; length += 7)
        {
            string file = folder.Write("x.npz", content.AsSpan(0, length));
            foreach (string command in (string[])["info", "cat", "verify"])
                AssertOneError(CliRun.Of(command, file), file);
            AssertOneError(CliRun.Of("unpack", file, folder.PathOf("new")), file);
            AssertOneError(CliRun.Of("convert", file, folder.PathOf("y.npz")), file);
            Assert.Equal(["x.npz"], folder.Names);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_EntriesThatClaimMoreThanCanBeCounted_AreRefused(bool interactive)
    {
        using var folder = new TempFolder();
        const long Claim = 0x7000_0000_FFFF_FFFF;
        byte[] zip64 = [1, 0, 8, 0, .. BitConverter.GetBytes(Claim)];
        var archive = new ZipBytes();
        foreach (string name in (string[])["a.txt", "b.txt", "c.txt"])
            archive.AddCompressed(name, 8, ZipBytes.Deflate(Archive.Notes), crc: 1, Claim, isZip64: true, centralExtra: zip64);
        string file = folder.Write("x.npz", archive.ToBytes());
        string reason = $"Entry 'a.txt': its {ZipBytes.Deflate(Archive.Notes).Length} compressed bytes cannot inflate to {Claim}: deflate shrinks data 1032-fold at most";

        foreach (string[] words in (string[][])[["verify", file], ["unpack", file, folder.PathOf("new")], ["convert", file, folder.PathOf("y.npz")]])
        {
            CliRun run = interactive ? CliRun.Interactive(words) : CliRun.Of(words);
            Assert.Equal(1, run.Status);
            Assert.Contains($"npyio: {file}: {reason} (at byte ", run.Error);
        }
    }

    private static void AssertOneError(CliRun run, string file)
    {
        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.StartsWith($"npyio: {file}: ", run.Error);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n'));
    }
}
