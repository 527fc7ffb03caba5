using System.Globalization;

namespace NpyIO.Benchmarks.Workers;

/// <summary>This process's resident memory, as Linux counts it in <c>/proc/self/status</c>.</summary>
internal static class ResidentMemory
{
    /// <summary>The most there has been, in bytes.</summary>
    internal static long Peak => Read("VmHWM:");

    /// <summary>Forgets the peak so far, and tells what is resident now, in bytes.</summary>
    internal static long ResetPeak()
    {
        // proc(5): writing 5 sets the peak back to what is resident now.
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Read("VmHWM:");
    }

    private static long Read(string key)
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(key, StringComparison.Ordinal))
            {
                string number = line.AsSpan(key.Length).Trim().ToString().Split(' ')[0];
                return long.Parse(number, CultureInfo.InvariantCulture) * 1024;
            }
        }

        throw new NotSupportedException($"/proc/self/status does not tell {key}");
    }
}
