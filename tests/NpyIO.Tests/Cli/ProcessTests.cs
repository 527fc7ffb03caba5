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

    [Theory]
    [InlineData("archive", "{\"file\":\"/dev/stdin\",\"arrays\":{\"layer/w\":[[1,-2,3],[4,5,32767]],\"epoch\":7}}\n", "")]
    [InlineData("array", "{\"file\":\"/dev/stdin\",\"arrays\":{\"\":7}}\n", "")]
    [InlineData("pickle", "{\"file\":\"/dev/stdin\",\"value\":1}\n", "")]
    [InlineData("nothing", "", "npyio: /dev/stdin: There is no array: not one byte where its header should begin (at byte 0)\n")]
    public void Process_Pipe_IsReadByItsContent(string content, string output, string error)
    {
        if (OperatingSystem.IsWindows())
            return;   // which has no name for it
        using Process process = Start("cat", "--json", "/dev/stdin");

        process.StandardInput.BaseStream.Write(content switch
        {
            "archive" => ZipBytes.Of(true, Archive.Three),
            "array" => Archive.Epoch,
            "pickle" => [0x80, 4, (byte)'K', 1, (byte)'.'],
            _ => [],
        });
        process.StandardInput.Close();

        Assert.Equal((output, error), (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd()));
    }

    [Fact]
    public void Process_ArrayInAPipe_IsVerifiedToItsEnd()
    {
        if (OperatingSystem.IsWindows())
            return;
        using Process process = Start("verify", "/dev/stdin");

        process.StandardInput.BaseStream.Write([.. Archive.Epoch, 1, 2, 3]);
        process.StandardInput.Close();

        Assert.Equal("npyio: /dev/stdin: 3 bytes follow the array where nothing may (at byte 129)\n", process.StandardError.ReadToEnd());
    }

    private static Process Start(params string[] arguments)
    {
        // The tests' folder holds the tool, as they reference it.
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "npyio.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
