using System.Diagnostics;
using System.Globalization;
using NpyIO.Saver;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Files much larger than the memory that a process may take for them.</summary>
[Collection(nameof(Alone))]
public class LargeMapTests
{
    private const long MaxMemory = 200L << 20;

    /// <summary>Three times what the process may take, so that it fails without <see cref="MappedArray.Release"/>.</summary>
    [LinuxFact]
    public void Map_SparseFileReadThrough_StaysSmall() => AssertScan(600L << 20);

    /// <summary>30 GB, and more elements than 2^31.</summary>
    [LargeFact]
    public void Map_ThirtyGigabytesReadThrough_StaysSmall() => AssertScan(30_000_000_000);

    private static void AssertScan(long length)
    {
        using TempFolder folder = new();
        string path = folder.PathOf("a.npy");
        using (MappedArray mapped = Npy.CreateMapped<byte>(path, [length]))
        {
            NdArray<byte> array = mapped.As<byte>();
            (array[0], array[length / 2], array[length - 1]) = (1, 20, 100);
        }

        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(MapScan).Assembly.Location, "scan", path]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        long[] numbers = [.. output.Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        Assert.Equal(121, numbers[0]);
        Assert.InRange(numbers[1], 0, MaxMemory);
    }
}
