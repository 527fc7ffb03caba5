namespace NpyIO.Zip;

/// <summary>
/// Decides how an entry is deflated. The platform's zlib (zlib-ng) is not the original: below level 9 it finds no match of three bytes, so that a smooth array of <c>&lt;f4</c>
/// may get a third longer than in Python, and at level 9 it may take ten times as long as Python does at 6. So a sample decides.
/// </summary>
internal static class DeflateChoice
{
    /// <summary>A shorter entry costs less to deflate than to think about.</summary>
    private const int LeastSampled = 64 << 10;

    /// <summary>What is looked at of a block, in bytes: a hundredth of one, so that it does not count.</summary>
    private const int BlockSampleLength = 32 << 10;

    /// <summary>What matches of three bytes must make of a length for level 9 to be worth its time.</summary>
    private const double ThreeMatter = 0.975;

    /// <summary>What level 7 must make of level 6 to be worth its time: what Python's level 6 finds and this one's does not (a tenth, on quantised floats) is more, what it finds besides is less.</summary>
    private const double LazyMatters = 0.92;

    /// <summary>What the fast settings may be longer than the slower.</summary>
    private const double FastSuffices = 1.003;

    /// <summary>What deflating must make of a length for the entry not to be stored.</summary>
    private const double DeflatingMatters = 0.995;

    /// <summary>How an entry is to be deflated, and about what that makes of its length; null for not at all.</summary>
    internal static DeflateSetting? For(EntryContent content, NpzCompression compression, out double ratio)
    {
        ratio = 1;
        if (content.PayloadLength < LeastSampled && compression != NpzCompression.Optimal)
            return compression == NpzCompression.Fastest ? DeflateSetting.Fast : DeflateSetting.Full;

        using var sample = new DeflateSample(content);
        if (compression == NpzCompression.Optimal && new MatchEstimate(sample.Bytes.Length).GainOfThree(sample.Bytes) < ThreeMatter)
            return DeflateSetting.Full;
        if (content.PayloadLength < LeastSampled)
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

    /// <summary>How a block of an entry is deflated whose setting is known: without matches where that is as good, since an entry need not be alike from one end to the other.</summary>
    internal static DeflateSetting ForBlock(EntryContent content, long offset, long end, DeflateSetting setting)
    {
        if (end - offset < LeastSampled || setting == DeflateSetting.CodesOnly || setting == DeflateSetting.Fast)
            return setting;
        using var sample = new DeflateSample(content, offset, end, BlockSampleLength);
        return Best(sample, [(DeflateSetting.CodesOnly, FastSuffices), (setting, double.PositiveInfinity)]).Setting;
    }

    /// <summary>The first setting that is good enough.</summary>
    /// <param name="sample">What they are tried on.</param>
    /// <param name="settings">The settings, the preferred first, and each with how much longer it may be than the best.</param>
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
