using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The memory that the tool takes, in a process of its own: what Linux calls <c>VmHWM</c>.</summary>
public class MemoryTests
{
    private const long Bound = 64 << 20;

    /// <summary>Twice as much as is allowed.</summary>
    private const int Large = 128 << 20;

    [LinuxTheory]
    [InlineData("|S256", "npy", "cat")]
    [InlineData("|S256", "npy", "json")]
    [InlineData("|S256", "npy", "csv")]
    [InlineData("|u1", "npy", "bin")]
    [InlineData("|u1", "npy", "npy")]
    [InlineData(">f8", "npy", "bin")]
    [InlineData(">f8", "npz", "npy")]
    [InlineData("|V4096", "npz", "cat")]
    [InlineData("|V4096", "npz", "bin")]
    [InlineData("|S256", "compressed", "cat")]
    [InlineData("|S256", "compressed", "csv")]
    [InlineData("|S64", "compressed", "bin")]
    [InlineData("|S64", "compressed", "npy")]
    [InlineData(">U64", "compressed", "json")]
    [InlineData(">M8[s]", "compressed", "bin")]
    [InlineData("|u1", "gzip", "bin")]
    [InlineData("|u1", "gzip", "npy")]
    [InlineData("|S256", "gzip", "csv")]
    [InlineData("|S256", "gzip", "cat")]
    [InlineData("|u1", "npy", "npz")]
    [InlineData("|u1", "gzip", "npz")]
    [InlineData("|u1", "compressed", "npz")]
    public void Run_LargeArray_TakesNoMoreMemoryThanForAnEmptyOne(string dtype, string source, string target)
    {
        using var folder = new TempFolder();
        long large = Peak(folder, Write(folder, source, NdArray.Create(DType.Parse(dtype), Large / DType.Parse(dtype).ItemSize)), target);
        long empty = Peak(folder, Write(folder, source, NdArray.Create(DType.Parse(dtype), 0)), target);

        Assert.True(large - empty < Bound, $"{large >> 20} MiB for a large array, {empty >> 20} MiB for an empty one");
    }

    /// <summary>In a pickle, and transposed, an array has to be whole. Where its length is not known before it is there, the memory that it outgrows must not stay.</summary>
    [LinuxTheory]
    [InlineData("zlib", "npy")]
    [InlineData("zlib", "npz")]
    [InlineData("zlib", "bin")]
    [InlineData("zlib", "cat")]
    [InlineData("pickle", "npy")]
    [InlineData("fortran", "bin")]
    public void Run_CompressedArrayThatHasToBeWhole_TakesNoMoreThanThat(string source, string target)
    {
        using var folder = new TempFolder();
        NdArray array = NdArray.Create(DType.Parse("S64"), Large / 128, 2);
        long large = Peak(folder, WriteWhole(folder, source, array), target);
        long empty = Peak(folder, WriteWhole(folder, source, NdArray.Create(array.DType, 0, 2)), target);

        Assert.True(large - empty < Large + Bound, $"{large >> 20} MiB for an array of {Large >> 20} MiB, {empty >> 20} MiB for an empty one");
    }

    /// <summary>Files that are sparse, so that they can be as long as they like.</summary>
    [LinuxTheory]
    [InlineData("cat", "x.npy")]
    [InlineData("head", "x.npy")]
    [InlineData("tail", "x.npy")]
    [InlineData("info", "x.npy")]
    [InlineData("cat", "x.npy", "--slice", "::1000, 3")]
    [InlineData("convert", "x.npy", "y.npy", "--slice", ":, -1")]
    public void Run_30Gigabytes_TakesLittleMemory(params string[] words)
    {
        using var folder = new TempFolder();
        using (MappedArray created = Npy.CreateMapped<double>(folder.PathOf("x.npy"), [37_500, 100_000]))
            created.As<double>()[37_499, 99_999] = 1.5;

        Assert.InRange(Peak(folder, words), 1 << 20, 200 << 20);
    }

    /// <summary>Arrays that together are larger than what is allowed.</summary>
    [LinuxTheory]
    [InlineData("concat", "y.npy", "x.npy", "x.npy")]
    [InlineData("concat", "y.npy", "x.npy", "x.npy", "--axis", "1")]
    [InlineData("append", "y.npy", "x.npy", "x.npy")]
    [InlineData("pack", "y.npz", "a=x.npy", "b=x.npy")]
    public void Run_JoiningLargeArrays_TakesLittleMemory(params string[] words)
    {
        using var folder = new TempFolder();
        Npy.CreateMapped<double>(folder.PathOf("x.npy"), [1000, Large / 8000]).Dispose();

        Assert.InRange(Peak(folder, words), 1 << 20, 200 << 20);
        Assert.InRange(new FileInfo(folder.PathOf(words[1])).Length, 2 * Npy.ReadHeader(folder.PathOf("x.npy")).NBytes, 2 * Npy.ReadHeader(folder.PathOf("x.npy")).NBytes + 1000);
    }

    [LinuxFact]
    public void CatJson_ArchiveOfSeveralArrays_TakesNoMoreThanTheLargestThatHasToBeWhole()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npz");
        NdArray columns = NdArray.Create(DType.Parse("V4096"), 2, Large / 8192).Transpose();
        Npz.Save(file, [new NpzItem("a", columns), new NpzItem("b", columns), new NpzItem("c", columns)], NpzWriteOptions.Compressed);
        long empty = Peak(folder, Write(folder, "compressed", NdArray.Create(DType.Parse("V4096"), 0)), "cat");

        long found = Peak(folder, file, "cat");

        Assert.True(found - empty < Large + Bound, $"{found >> 20} MiB for arrays of {Large >> 20} MiB each, {empty >> 20} MiB for none");
    }

    private static string Write(TempFolder folder, string source, NdArray array)
    {
        string file = folder.PathOf(source is "npy" or "gzip" ? "x.npy" : "x.npz");
        if (source == "npy")
        {
            Npy.Save(file, array);
        }
        else if (source == "gzip")
        {
            using var zip = new GZipStream(File.Create(file), CompressionLevel.Fastest);
            Npy.Save(zip, array);
        }
        else
        {
            Npz.Save(file, [new NpzItem("a", array)], source == "npz" ? NpzWriteOptions.Default : NpzWriteOptions.Compressed);
        }

        return file;
    }

    private static string WriteWhole(TempFolder folder, string source, NdArray array)
    {
        string file = folder.PathOf("x");
        if (source == "zlib")
        {
            Joblib.Save(file, array, new JoblibWriteOptions { Compression = JoblibCompression.Zlib, Level = 1 });
            return file;
        }

        using var zip = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        if (source == "pickle")
            Pickle.Save(zip, array);
        else
            Npy.Save(zip, NdArray.Create(array.DType, array.Shape[1], array.Shape[0]).Transpose());
        return file;
    }

    private static long Peak(TempFolder folder, string file, string target)
    {
        string[] words = target == "cat" ? ["cat", "--json", file] : ["convert", file, folder.PathOf($"y.{target}")];
        return Peak(folder, words);
    }

    private static long Peak(TempFolder folder, string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = folder.Path };
        foreach (string word in (string[])[Path.Combine(AppContext.BaseDirectory, "NpyIO.Cli.dll"), .. words])
            start.ArgumentList.Add(word);
        using Process process = Process.Start(start)!;
        Task drained = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        long peak = 0;
        do
            peak = Math.Max(peak, HighWaterMark(process.Id));
        while (!process.WaitForExit(1));
        drained.GetAwaiter().GetResult();
        Assert.Equal(0, process.ExitCode);
        return peak;
    }

    /// <summary>The most memory that a process has had so far, in bytes; 0 for one that has ended.</summary>
    private static long HighWaterMark(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan("VmHWM:".Length).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
