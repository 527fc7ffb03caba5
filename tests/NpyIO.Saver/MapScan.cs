using System.Globalization;

namespace NpyIO.Saver;

/// <summary>Reads all of a mapped array of bytes, and releases what it has read every 64 MB, so that the process stays small whatever the length of the file.</summary>
public static class MapScan
{
    private const long ReleasedLength = 64L << 20;

    /// <summary>Prints the sum of all bytes, and the most memory that the process has ever had, in bytes (<c>VmHWM</c>; Linux only).</summary>
    /// <param name="path">A .npy file of bytes with one axis.</param>
    public static int Run(string path)
    {
        using MappedArray mapped = Npy.Map(path);
        long sum = 0;
        for (long first = 0, end; first < mapped.Shape[0]; first = end)
        {
            end = Math.Min(first + ReleasedLength, mapped.Shape[0]);
            var rows = new Slice(first, end);
            sum += Sum(mapped.Array[rows].As<byte>().AsReadOnlySpan());
            mapped.Release(rows);
        }

        string line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        Console.Out.WriteLine($"{sum} {long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM: kB".Length), CultureInfo.InvariantCulture) << 10}");
        return 0;
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
