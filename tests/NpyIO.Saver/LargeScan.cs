using System.Globalization;

namespace NpyIO.Saver;

/// <summary>How a <see cref="LargeScan"/> reads.</summary>
public enum ScanKind
{
    /// <summary>Mapped; what has been read is released every 64 MB.</summary>
    Map,

    /// <summary>Block by block, each in memory of its own.</summary>
    Blocks,

    /// <summary>Block by block, in the memory of two.</summary>
    ReusedBlocks,

    /// <summary>Every other byte, by slices of slices.</summary>
    Slices,
}

/// <summary>Reads all of an array of bytes in a file so that the process stays small whatever the length of the file.</summary>
public static class LargeScan
{
    private const long Some = 64L << 20;
    private const long BlockLength = 4L << 20;

    /// <summary>Prints the sum of all bytes, and the most memory that the process has ever had, in bytes (<c>VmHWM</c>; Linux only).</summary>
    /// <param name="kind">How to read.</param>
    /// <param name="path">A .npy file of bytes with one axis.</param>
    public static int Run(ScanKind kind, string path)
    {
        long sum = kind == ScanKind.Map ? SumMapped(path) : SumStored(kind, path);
        string line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        Console.Out.WriteLine($"{sum} {long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM: kB".Length), CultureInfo.InvariantCulture) << 10}");
        return 0;
    }

    private static long SumMapped(string path)
    {
        using MappedArray mapped = Npy.Map(path);
        long sum = 0;
        for (long first = 0, end; first < mapped.Shape[0]; first = end)
        {
            end = Math.Min(first + Some, mapped.Shape[0]);
            var rows = new Slice(first, end);
            sum += Sum(mapped.Array[rows].As<byte>().AsReadOnlySpan());
            mapped.Release(rows);
        }

        return sum;
    }

    private static long SumStored(ScanKind kind, string path)
    {
        using NpyFile file = Npy.Open(path);
        if (kind != ScanKind.Slices)
            return file.Blocks<byte>(BlockLength, kind == ScanKind.ReusedBlocks ? BlockMemory.Reused : BlockMemory.New).Sum(block => Sum(block.AsReadOnlySpan()));

        long sum = 0;
        for (long first = 0; first < file.Shape[0]; first += Some)
        {
            // A quarter at a time, and every other byte of that.
            StoredArray some = file[new Slice(first, first + Some)];
            for (long from = 0; from < Some; from += Some / 4)
                sum += Sum(some.Read<byte>(new Slice(from, from + Some / 4, 2)).AsReadOnlySpan());
        }

        return sum;
    }

    private static long Sum(ReadOnlySpan<byte> bytes)
    {
        // Every byte is read, most of them only by the comparison: all but a few are 0.
        long sum = 0;
        for (int at; (at = bytes.IndexOfAnyExcept((byte)0)) >= 0; bytes = bytes[(at + 1)..])
            sum += bytes[at];
        return sum;
    }
}
