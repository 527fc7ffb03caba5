using System.Diagnostics;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The built tool as a process of its own.</summary>
public class ProcessTests
{
    [Fact]
    public void Process_GoodAndBadFile_WritesBothStreamsAndExits1()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);
        using Process process = Start("cat", "--json", file, folder.PathOf("missing.npy"));

        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal($"{{\"file\":\"{file}\",\"arrays\":{{\"\":[1,2]}}}}\n", output);
        Assert.Equal($"npyio: {folder.PathOf("missing.npy")}: no such file or directory\n", error);
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public void Process_ReaderGoesAway_EndsQuietly()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<i4'", "(2000000,)", new byte[8_000_000]);
        using Process process = Start("cat", "--json", file);

        process.StandardOutput.Read(new char[10]);
        process.StandardOutput.Close();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(("", 0), (error, process.ExitCode));
    }

    private static Process Start(params string[] arguments)
    {
        // The tests' folder holds the tool, as they reference it.
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "npyio.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
