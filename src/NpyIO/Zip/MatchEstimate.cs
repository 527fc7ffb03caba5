using System.Buffers.Binary;
using System.Numerics;

namespace NpyIO.Zip;

/// <summary>
/// Estimates the deflated length of data by looking only at the latest occurrence of the same bytes: not exact, but enough to compare the gain of three-byte matches with that of longer
/// ones.
/// </summary>
internal sealed class MatchEstimate
{
    /// <summary>The hash table has about two slots per byte, within these limits: a small entry should not cost more than it holds.</summary>
    private const int MinHashBits = 8;
    private const int MaxHashBits = 15;
    private const uint HashFactor = 2654435761;

    /// <summary>The limits of RFC 1951, and the distance beyond which zlib does not take a match of three bytes (<c>TOO_FAR</c>).</summary>
    private const int MaxDistance = 32 << 10;
    private const int MaxMatch = 258;
    private const int MinMatch = 3;
    private const int FarForThree = 4096;

    private const int FirstLengthCode = 257;
    private const int LastLengthCode = 285;
    private const int DistanceCodes = 30;

    private readonly int[] _places;
    private readonly int _hashShift;
    private readonly int[] _symbols = new int[LastLengthCode + 1];
    private readonly int[] _distances = new int[DistanceCodes];

    /// <summary>Allocates the table for data of <paramref name="length"/> bytes.</summary>
    internal MatchEstimate(int length)
    {
        int hashBits = Math.Clamp(BitOperations.Log2((uint)length) + 2, MinHashBits, MaxHashBits);
        _places = new int[1 << hashBits];
        _hashShift = 8 * sizeof(uint) - hashBits;
    }

    /// <summary>Returns the length with three-byte matches relative to the length without: about 1 if they do not matter, well below if they do.</summary>
    internal double GainOfThree(ReadOnlySpan<byte> data) => data.IsEmpty ? 1 : BitsOf(data, MinMatch) / BitsOf(data, MinMatch + 1);

    /// <summary>Returns the approximate number of bits of the data with matches of at least <paramref name="leastMatch"/> bytes, 3 or 4.</summary>
    private double BitsOf(ReadOnlySpan<byte> data, int leastMatch)
    {
        Array.Fill(_places, -MaxDistance - 1);
        Array.Clear(_symbols);
        Array.Clear(_distances);
        long extraBits = 0;
        int last = data.Length - sizeof(uint);
        int at = 0;
        while (at <= last)
        {
            int length = Match(data, at, leastMatch, out int distance);
            if (length == 0)
            {
                _symbols[data[at]]++;
                length = 1;
            }
            else
            {
                extraBits += CountMatch(length, distance);
            }

            for (int end = Math.Min(at + length, last + 1); at < end; at++)
                _places[Hash(data, at, leastMatch)] = at;
        }

        for (; at < data.Length; at++)
            _symbols[data[at]]++;
        return Entropy(_symbols) + Entropy(_distances) + extraBits;
    }

    private int Match(ReadOnlySpan<byte> data, int at, int leastMatch, out int distance)
    {
        int before = _places[Hash(data, at, leastMatch)];
        distance = at - before;
        if (distance > MaxDistance)
            return 0;
        ReadOnlySpan<byte> rest = data.Slice(at, Math.Min(MaxMatch, data.Length - at));
        int length = rest.CommonPrefixLength(data[before..]);
        return length < leastMatch || (length == MinMatch && distance > FarForThree) ? 0 : length;
    }

    /// <summary>Counts the codes of a match. Returns the number of bits that follow them.</summary>
    private int CountMatch(int length, int distance)
    {
        (int lengthCode, int lengthBits) = length == MaxMatch ? (LastLengthCode - FirstLengthCode, 0) : Code(length - MinMatch, 4);
        (int distanceCode, int distanceBits) = Code(distance - 1, 2);
        _symbols[FirstLengthCode + lengthCode]++;
        _distances[distanceCode]++;
        return lengthBits + distanceBits;
    }

    /// <summary>Returns the code of a length or a distance: after the first codes, each further bit has <paramref name="codesPerBit"/> codes.</summary>
    private static (int Code, int ExtraBits) Code(int value, int codesPerBit)
    {
        if (value < 2 * codesPerBit)
            return (value, 0);
        int extraBits = BitOperations.Log2((uint)(value / codesPerBit));
        return ((extraBits + 1) * codesPerBit + (value >> extraBits) - codesPerBit, extraBits);
    }

    private int Hash(ReadOnlySpan<byte> data, int at, int leastMatch)
    {
        uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(data[at..]);
        if (leastMatch == MinMatch)
            bytes <<= 8;
        return (int)((bytes * HashFactor) >> _hashShift);
    }

    /// <summary>Returns the number of bits that optimal codes take.</summary>
    private static double Entropy(ReadOnlySpan<int> counts)
    {
        double total = 0;
        foreach (int count in counts)
            total += count;
        double bits = 0;
        foreach (int count in counts)
        {
            if (count > 0)
                bits += count * Math.Log2(total / count);
        }

        return bits;
    }
}
