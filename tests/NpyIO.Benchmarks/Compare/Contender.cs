using System.Globalization;

namespace NpyIO.Benchmarks.Compare;

/// <summary>One rival at one operation of a group, with the times it took.</summary>
/// <param name="worker">The rival.</param>
/// <param name="operation">What it does.</param>
/// <param name="threads">The most threads it may use; 0 for as many as help.</param>
/// <param name="iterations">How often a round does it.</param>
internal sealed class Contender(WorkerProcess worker, string operation, int threads, int iterations)
{
    private readonly List<double> _seconds = [];

    internal string Name => worker.Name;

    internal string Operation => operation;

    internal int Threads => threads;

    /// <summary>What it answered instead of a time; null while it has done well.</summary>
    internal string? Failure { get; private set; }

    /// <summary>Bytes allocated by one operation on the calling thread, where that is known.</summary>
    internal long? Allocated { get; private set; }

    /// <summary>Some bytes of its result.</summary>
    internal string Fingerprint { get; private set; } = "-";

    /// <summary>The median of the times, in seconds; null when there are none.</summary>
    internal double? Median => _seconds.Count == 0 ? null : At(0.5);

    /// <summary>From the first to the third quarter of the times, relative to the median: how far the times are to be trusted.</summary>
    internal double Spread => _seconds.Count == 0 ? 0 : (At(0.75) - At(0.25)) / At(0.5);

    /// <summary>Does a round of the work; the time counts unless the round is to be dropped.</summary>
    internal void Measure(string path, bool drop)
    {
        if (Failure is not null)
            return;

        try
        {
            string[] answer = worker.Ask($"measure {operation} {threads} {iterations} {path}").Split(' ', 3);
            if (!drop)
                _seconds.Add(double.Parse(answer[0], CultureInfo.InvariantCulture));

            Allocated = long.TryParse(answer[1], CultureInfo.InvariantCulture, out long bytes) ? bytes : null;
            Fingerprint = answer[2];
        }
        catch (RivalException e)
        {
            Failure = e.Message;
        }
    }

    private double At(double quantile)
    {
        double[] sorted = [.. _seconds.Order()];
        double place = quantile * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
}
