using System.IO.Hashing;

namespace NpyIO.Zip;

/// <summary>Combines the CRC-32 of two adjacent byte runs, so that pieces can be checked by several threads and in any order.</summary>
/// <remarks>
/// A CRC is a polynomial over GF(2) modulo the one of IEEE 802.3. Appending n zero bytes multiplies it by x^(8n), and the pre- and post-inversions of the two runs cancel out.
/// Polynomials are represented as in the CRC itself: bit 31 is x^0.
/// </remarks>
internal static class Crc32Combination
{
    /// <summary>The polynomial of IEEE 802.3, without its highest term.</summary>
    private const uint Polynomial = 0xEDB88320;

    private const uint One = 0x80000000;

    /// <summary>Index in <see cref="Powers"/> for one byte, which is 2^3 bits.</summary>
    private const int FirstOfByte = 3;

    /// <summary>x^(2^k), enough for 2^63 bytes.</summary>
    private static readonly uint[] Powers = MakePowers();

    /// <summary>Returns the CRC-32 of both runs; <paramref name="secondLength"/> is in bytes.</summary>
    internal static uint Combine(uint first, uint second, long secondLength)
    {
        uint shift = One;
        for (int power = FirstOfByte; secondLength != 0; power++, secondLength >>= 1)
        {
            if ((secondLength & 1) != 0)
                shift = Multiply(Powers[power], shift);
        }

        return Multiply(shift, first) ^ second;
    }

    private static uint[] MakePowers()
    {
        var powers = new uint[FirstOfByte + 63];
        powers[0] = One >> 1;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = Multiply(powers[i - 1], powers[i - 1]);
        return powers;
    }

    private static uint Multiply(uint a, uint b)
    {
        uint product = 0;
        for (uint bit = One; bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0)
                product ^= b;
            b = (b & 1) != 0 ? (b >> 1) ^ Polynomial : b >> 1;
        }

        return product;
    }
}

/// <summary>
/// Computes the CRC-32 of data that several threads read in pieces and in any order. Adjacent pieces form one run, whose CRC continues; at the end the CRCs of all runs are combined.
/// </summary>
internal sealed class ChecksumRuns
{
    private readonly Lock _lock = new();

    /// <summary>Runs that no thread is extending, by the offset where they end.</summary>
    private readonly Dictionary<long, Run> _runs = [];

    /// <summary>Takes the run that ends at <paramref name="offset"/>, or a new one. No other thread gets it until it is returned.</summary>
    internal Run Take(long offset)
    {
        lock (_lock)
            return _runs.Remove(offset, out Run? run) ? run : new Run(offset);
    }

    internal void Return(Run run)
    {
        lock (_lock)
        {
            // An empty run would separate two adjacent runs.
            if (run.End == run.Start)
                return;
            // Two runs with the same end overlap: something was read twice. The shorter one is dropped.
            if (!_runs.TryGetValue(run.End, out Run? other) || other.Start > run.Start)
                _runs[run.End] = run;
        }
    }

    /// <summary>Returns the first offset, from <paramref name="offset"/> on, that is in no run, and the start of the next run after it.</summary>
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

    /// <summary>Returns the CRC-32 of all data, or null if runs overlap. Call only when there are no gaps.</summary>
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

    /// <summary>A contiguous range of bytes that has been read.</summary>
    internal sealed class Run(long start)
    {
        private readonly Crc32 _crc = new();

        internal long Start { get; } = start;

        internal long End { get; private set; } = start;

        internal uint Crc => _crc.GetCurrentHashAsUInt32();

        internal void Append(ReadOnlySpan<byte> bytes)
        {
            _crc.Append(bytes);
            End += bytes.Length;
        }
    }
}
