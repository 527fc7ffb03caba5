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

    private static void AssertOneError(CliRun run, string file)
    {
        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.StartsWith($"npyio: {file}: ", run.Error);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n'));
    }
}
