using NpyIO.Saver;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.Live;

/// <summary>NumPy reads a file while two processes of three threads each save it. <c>NPYIO_READS</c> is the number of reads.</summary>
public sealed class LiveSaveTests(ITestOutputHelper output)
{
    private const int Bytes = 200 << 10;
    private const int ThreadsPerProcess = 3;

    private static string Reads => Environment.GetEnvironmentVariable("NPYIO_READS") is { Length: > 0 } reads ? reads : "300";

    [LinuxTheory(WithNumPy = true)]
    [InlineData(SaveKind.Npy)]
    [InlineData(SaveKind.Npz)]
    [InlineData(SaveKind.Pickle)]
    public async Task Save_TwoProcessesOfThreeThreads_NumPyReadsOnlyWholeFiles(SaveKind kind)
    {
        using TempFolder folder = new();
        using SaverProcess one = SaverProcess.Start(kind, Bytes, folder.Path, isNew: false, ThreadsPerProcess);
        using SaverProcess other = SaverProcess.Start(kind, Bytes, folder.Path, isNew: false, ThreadsPerProcess);
        await Task.WhenAll(one.ReadyAsync(), other.ReadyAsync());

        (int exitCode, string answer) = NumPyProcess.Run("tools/live_saves.py", $"{kind}", folder.PathOf(SaveLoop.ReplacedName), $"{Bytes}", Reads);
        (int ExitCode, string Errors)[] ends = await Task.WhenAll(one.StopAsync(), other.StopAsync());

        output.WriteLine($"{kind}: {answer}");
        Assert.True(exitCode == 0, answer);
        Assert.StartsWith($"{Reads} read, 0 bad", answer, StringComparison.Ordinal);
        Assert.All(ends, end => Assert.Equal((0, ""), end));
        Assert.Equal([SaveLoop.ReplacedName], folder.Names);
    }
}
