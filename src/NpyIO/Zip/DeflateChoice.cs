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

    /// <summary>
    /// Level 7 is worth its time if it reduces the length of level 6 below this ratio. What Python's level 6 finds and this one misses is more (a tenth, on quantised floats); what
    /// level 7 finds besides is less.
    /// </summary>
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
