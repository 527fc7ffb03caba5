using System.IO.Hashing;

namespace NpyIO.Zip;

/// <summary>
/// The CRC-32 of data that are read in pieces, by several threads and in any order. Pieces that follow each other are one run, whose CRC goes on; at the end those of all runs are combined.
/// </summary>
internal sealed class ChecksumRuns
{
    private readonly Lock _lock = new();

    /// <summary>The runs nobody is extending, by where they end.</summary>
    private readonly Dictionary<long, Run> _runs = [];

    /// <summary>Takes the run that ends where something is about to be read, or a new one; nobody else gets it before it is given back.</summary>
    internal Run Take(long offset)
    {
        lock (_lock)
        {
            return _runs.Remove(offset, out Run? run) ? run : new Run(offset);
        }
    }

    /// <summary>Gives back a run that has been extended.</summary>
    internal void Return(Run run)
    {
        lock (_lock)
        {
            // One without bytes would be between two that follow each other.
            if (run.End == run.Start)
                return;
            // Two runs with one end overlap, which takes reading something twice; that one is forgotten which tells less.
            if (!_runs.TryGetValue(run.End, out Run? other) || other.Start > run.Start)
                _runs[run.End] = run;
        }
    }

    /// <summary>The first byte from an offset on that is in no run, and where the next run begins behind it.</summary>
    internal (long Start, long End) FirstGap(long offset)
    {
        lock (_lock)
        {
            long next = long.MaxValue;
            foreach (Run run in Sorted())
            {
                if (run.Start > offset)
                {
                    next = run.Start;
                    break;
                }

                offset = Math.Max(offset, run.End);
            }

            return (offset, next);
        }
    }

    /// <summary>The CRC-32 of everything, once there is no gap; null where runs overlap.</summary>
    internal uint? Combined()
    {
        lock (_lock)
        {
            uint crc = 0;
            long end = 0;
            foreach (Run run in Sorted())
            {
                if (run.Start != end)
                    return null;
                crc = end == 0 ? run.Crc : Crc32Combination.Combine(crc, run.Crc, run.End - run.Start);
                end = run.End;
            }

            return crc;
        }
    }

    private List<Run> Sorted()
    {
        List<Run> runs = [.. _runs.Values];
        runs.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return runs;
    }

    /// <summary>Bytes that have been read one after another.</summary>
    internal sealed class Run(long start)
    {
        private readonly Crc32 _crc = new();

        /// <summary>Where they begin.</summary>
        internal long Start { get; } = start;

        /// <summary>Where they end.</summary>
        internal long End { get; private set; } = start;

        /// <summary>Their CRC-32.</summary>
        internal uint Crc => _crc.GetCurrentHashAsUInt32();

        /// <summary>Goes on.</summary>
        internal void Append(ReadOnlySpan<byte> bytes)
        {
            _crc.Append(bytes);
            End += bytes.Length;
        }
    }
}
