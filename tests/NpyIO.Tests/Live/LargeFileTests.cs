using System.Diagnostics;
using System.Globalization;
using NpyIO.Saver;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Files much larger than the memory that a process may take for them, or with more elements than 2^31.</summary>
[Collection(nameof(Alone))]
public class LargeFileTests
{
    private const long MaxMemory = 200L << 20;

    /// <summary>Three times what the process may take, so that it fails if it keeps what it has read.</summary>
    [LinuxTheory]
    [InlineData(ScanKind.Map)]
    [InlineData(ScanKind.Blocks)]
    [InlineData(ScanKind.ReusedBlocks)]
    [InlineData(ScanKind.Slices)]
    public void Scan_SparseFileReadThrough_StaysSmall(ScanKind kind) => AssertScan(kind, 600L << 20);

    /// <summary>30 GB.</summary>
    [LargeFact]
    public void Scan_ThirtyGigabytesReadThrough_StaysSmall()
    {
        foreach (ScanKind kind in Enum.GetValues<ScanKind>())
            AssertScan(kind, 30_000_000_000);
    }

    /// <summary>The file is sparse, so that it takes no room.</summary>
    [LinuxFact]
    public void Append_ToMoreElementsThanAnIntCounts_IsIndexedAndSliced()
    {
        const long Length = (1L << 31) + 10;
        using TempFolder folder = new();
        string path = folder.PathOf("a.npy");
        using (MappedArray mapped = Npy.CreateMapped<byte>(path, [Length]))
            mapped.As<byte>()[Length - 1] = 7;

        Npy.Append(path, new byte[] { 8, 9 });
        using (RowWriter<byte> rows = Npy.Append<byte>(path))
        {
            rows.Write([10]);
            rows.Complete();
        }

        using NpyFile file = Npy.Open(path);
        Assert.Equal(Length + 3, file.Count);
        Assert.Equal([7, 8, 9, 10], file.Read<byte>(new Slice(-4, null)));
        Assert.Equal([9, 7, 0], file.Read<byte>(new Slice(Length + 1, Length - 4, -2)));
        Assert.Equal([0, 10], file[Slice.Every(Length + 2)].Load<byte>());
        using MappedArray all = Npy.Map(path);
        Assert.Equal((7, 10), (all.As<byte>()[Length - 1], all.As<byte>()[Length + 2]));
        Assert.Equal([7, 9], all.As<byte>()[new Slice(Length - 1, Length + 2, 2)]);
    }

    private static void AssertScan(ScanKind kind, long length)
    {
        using TempFolder folder = new();
        string path = folder.PathOf("a.npy");
        using (MappedArray mapped = Npy.CreateMapped<byte>(path, [length]))
        {
            NdArray<byte> array = mapped.As<byte>();
            (array[0], array[length / 2], array[length - 2]) = (1, 20, 100);
        }

        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(LargeScan).Assembly.Location, "scan", kind.ToString(), path]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        long[] numbers = [.. output.Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        Assert.Equal(121, numbers[0]);
        Assert.InRange(numbers[1], 0, MaxMemory);
    }
}
