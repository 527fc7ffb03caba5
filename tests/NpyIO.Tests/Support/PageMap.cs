using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NpyIO.Tests.Support;

/// <summary>What Linux says about the pages of this process.</summary>
internal static unsafe class PageMap
{
    private const ulong Present = 1UL << 63;

    /// <summary>Which pages of an array are in the process: those that its elements touch, from the first on.</summary>
    internal static bool[] Of(NdArray array)
    {
        using MemoryHandle handle = array.Pin();
        long first = (long)handle.Pointer / Environment.SystemPageSize;
        long end = ((long)handle.Pointer + array.NBytes - 1) / Environment.SystemPageSize + 1;
        var entries = new ulong[end - first];
        using FileStream file = File.OpenRead("/proc/self/pagemap");
        file.Position = first * sizeof(ulong);
        file.ReadExactly(MemoryMarshal.AsBytes(entries.AsSpan()));
        return [.. entries.Select(entry => (entry & Present) != 0)];
    }

    /// <summary>A sum over the mappings of a file, in bytes; the name is one of <c>smaps</c>: <c>Rss</c>, <c>Private_Dirty</c>.</summary>
    internal static long Sum(string path, string name)
    {
        long sum = 0;
        bool isOfFile = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.Contains('-', StringComparison.Ordinal) && !line.Contains("kB", StringComparison.Ordinal))
                isOfFile = line.EndsWith(path, StringComparison.Ordinal);
            else if (isOfFile && line.StartsWith(name + ":", StringComparison.Ordinal))
                sum += Number(line) << 10;
        }

        return sum;
    }

    /// <summary>A line of <c>/proc/self/status</c>, in bytes: <c>VmSize</c>.</summary>
    internal static long Status(string name) =>
        Number(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))) << 10;

    private static long Number(string line) => long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture);
}
