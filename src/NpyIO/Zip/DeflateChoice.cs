using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace NpyIO.Zip;

/// <summary>
/// Decides by a sample how an entry is deflated. The platform's zlib (zlib-ng) differs from the original: below level 9 it finds no matches of three bytes, so that a smooth array of
/// <c>&lt;f4</c> may get a third longer than in Python; at level 9 it may take ten times as long as Python at level 6.
/// </summary>
internal static class DeflateChoice
{
    /// <summary>Minimum length of an entry that is sampled, in bytes: deflating a shorter one costs less than deciding how.</summary>
    private const int MinSampled = 64 << 10;

    /// <summary>Length of the sample of a block, in bytes: about a hundredth of the block, so that its cost is negligible.</summary>
    private const int BlockSampleLength = 32 << 10;

    /// <summary>Level 9 is worth its time if matches of three bytes reduce the length below this ratio.</summary>
    private const double ThreeMatter = 0.975;

    /// <summary>Level 7 is worth its time if it reduces the length of level 6 below this ratio: what Python's level 6 finds and this one misses is more (a tenth, on quantised floats).</summary>
    private const double LazyMatters = 0.92;

    /// <summary>Maximum length of the fast settings' output, relative to the best.</summary>
    private const double FastSuffices = 1.003;

    /// <summary>An entry is stored unless deflating reduces its length below this ratio.</summary>
    private const double DeflatingMatters = 0.995;

    /// <summary>Returns how to deflate an entry, or null to store it. <paramref name="ratio"/> is the approximate deflated length relative to the original.</summary>
    internal static DeflateSetting? For(EntryContent content, NpzCompression compression, out double ratio)
    {
        ratio = 1;
        if (content.PayloadLength < MinSampled && compression != NpzCompression.Optimal)
            return compression == NpzCompression.Fastest ? DeflateSetting.Fast : DeflateSetting.Full;

        using var sample = new DeflateSample(content);
        if (compression == NpzCompression.Optimal && new MatchEstimate(sample.Bytes.Length).GainOfThree(sample.Bytes) < ThreeMatter)
            return DeflateSetting.Full;
        if (content.PayloadLength < MinSampled)
            return DeflateSetting.Usual;

        (DeflateSetting setting, long length) = compression switch
        {
            NpzCompression.Fastest => Best(sample, [(DeflateSetting.CodesOnly, 1), (DeflateSetting.Fast, 1)]),
            NpzCompression.Optimal => Best(sample, [(DeflateSetting.CodesOnly, FastSuffices), (DeflateSetting.Runs, FastSuffices), (DeflateSetting.Usual, 1 / LazyMatters), (DeflateSetting.Lazy, 1)]),
            _ => Best(sample, [(DeflateSetting.Full, 1), (DeflateSetting.Thorough, 1), (DeflateSetting.Usual, 1), (DeflateSetting.Runs, 1), (DeflateSetting.CodesOnly, 1)]),
        };
        ratio = (double)length / sample.Bytes.Length;
        return ratio < DeflatingMatters ? setting : null;
    }

    /// <summary>Returns how to deflate a block of an entry with a known setting: without matches if that is as good, because an entry need not be uniform.</summary>
    internal static DeflateSetting ForBlock(EntryContent content, long offset, long end, DeflateSetting setting)
    {
        if (end - offset < MinSampled || setting == DeflateSetting.CodesOnly || setting == DeflateSetting.Fast)
            return setting;
        using var sample = new DeflateSample(content, offset, end, BlockSampleLength);
        return Best(sample, [(DeflateSetting.CodesOnly, FastSuffices), (setting, double.PositiveInfinity)]).Setting;
    }

    /// <summary>Returns the first setting, in order of preference, whose output is at most Tolerance times as long as the shortest, and the length of that output.</summary>
    private static (DeflateSetting Setting, long Length) Best(DeflateSample sample, ReadOnlySpan<(DeflateSetting Setting, double Tolerance)> settings)
    {
        Span<long> lengths = stackalloc long[settings.Length];
        for (int i = 0; i < settings.Length; i++)
            lengths[i] = sample.Try(settings[i].Setting);

        long least = lengths[0];
        foreach (long length in lengths)
            least = Math.Min(least, length);
        int chosen = 0;
        while (lengths[chosen] > least * settings[chosen].Tolerance)
            chosen++;
        return (settings[chosen].Setting, lengths[chosen]);
    }
}

/// <summary>How data are deflated. <see cref="Level"/> is zlib's, 1 to 9.</summary>
internal sealed record DeflateSetting(int Level, ZLibCompressionStrategy Strategy = ZLibCompressionStrategy.Default)
{
    internal static DeflateSetting Fast { get; } = new(1);

    internal static DeflateSetting Usual { get; } = new(6);

    /// <summary>The lowest level that checks whether a longer match begins one byte later.</summary>
    internal static DeflateSetting Lazy { get; } = new(7);

    /// <summary>The level before the last, which sometimes finds more than the last.</summary>
    internal static DeflateSetting Thorough { get; } = new(8);

    /// <summary>The only level of the platform's zlib that uses matches of three bytes; in the original every level does.</summary>
    internal static DeflateSetting Full { get; } = new(9);

    /// <summary>No matches, only short codes for frequent bytes: several times as fast, and as good if nothing repeats.</summary>
    internal static DeflateSetting CodesOnly { get; } = new(6, ZLibCompressionStrategy.HuffmanOnly);

    /// <summary>Only runs of one byte are matched: as fast, and as good if most bytes are zero.</summary>
    internal static DeflateSetting Runs { get; } = new(6, ZLibCompressionStrategy.RunLengthEncoding);

    internal DeflateStream Open(Stream output) =>
        new(output, new ZLibCompressionOptions { CompressionLevel = Level, CompressionStrategy = Strategy }, leaveOpen: true);
}

/// <summary>Pieces from all over an entry, used to decide how to deflate it. The result depends on the data alone.</summary>
internal sealed class DeflateSample : IDisposable
{
    private const int Fraction = 8;
    private const int MinLength = 16 << 10;
    private const int MaxLength = 256 << 10;
    private const int MinPieces = 4;

    /// <summary>Well above deflate's window of 32 KiB, in bytes, so that a piece is matched with itself and not with the one before.</summary>
    private const int MaxPieceLength = 64 << 10;

    private readonly byte[] _buffer;
    private readonly int _length;

    internal DeflateSample(EntryContent content)
        : this(content, 0, content.PayloadLength, MaxLength)
    {
    }

    internal DeflateSample(EntryContent content, long offset, long end, int most)
    {
        long length = end - offset;
        int wanted = (int)Math.Min(length, Math.Clamp(length / Fraction, MinLength, most));
        int piece = content.WholeUnits(Math.Min(wanted, Math.Clamp(wanted / MinPieces, MinLength, MaxPieceLength)));
        int count = Math.Max(1, wanted / piece);
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)piece * count, length));

        long step = count == 1 ? 0 : (length - piece) / (count - 1) / content.Unit * content.Unit;
        for (int i = 0; i < count; i++)
        {
            int room = (int)Math.Min(piece, length - i * step);
            content.Fill(offset + i * step, _buffer.AsSpan(_length, room));
            _length += room;
        }
    }

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    internal long Try(DeflateSetting setting)
    {
        using var output = new PooledStream(long.MaxValue);
        using (DeflateStream deflater = setting.Open(output))
            deflater.Write(Bytes);
        return output.Length;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}

/// <summary>Estimates the deflated length of data by the latest occurrence of the same bytes alone: enough to compare the gain of three-byte matches with that of longer ones.</summary>
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
