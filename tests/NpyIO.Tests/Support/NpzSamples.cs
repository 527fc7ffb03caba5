namespace NpyIO.Tests.Support;

/// <summary>Arrays to be compressed, of which it is known how they do.</summary>
internal static class NpzSamples
{
    /// <summary>From this length on, in bytes, entries are deflated in blocks.</summary>
    internal const int LeastDivided = 8 << 20;

    /// <summary>Doubles between 0 and 1: only their exponents are compressed.</summary>
    internal static NdArray Mantissas(int count)
    {
        var random = new Random(count);
        var values = new double[count];
        foreach (ref double value in values.AsSpan())
            value = random.NextDouble();
        return values;
    }

    /// <summary>Bytes that cannot be compressed.</summary>
    internal static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Integers that repeat themselves.</summary>
    internal static int[] Steps(int count)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = i / 100;
        return values;
    }

    /// <summary>Entries of every kind: in blocks, in one piece, stored, views, none.</summary>
    internal static NpzItem[] All() =>
    [
        new("mantissas", Mantissas(1_100_000)),
        new("noise", Noise(9_000_000)),
        new("steps", Steps(2_500_000)),
        new("fastest", Steps(100_000)) { Compression = NpzCompression.Fastest },
        new("not compressed", Steps(300_000)) { Compression = NpzCompression.None },
        new("view", new NdArray(DType.Parse("V12"), [800_000], Noise(8_000_000).AsMemory(), strides: [-9L], offset: 7_300_000)),
        new("small", Steps(1000)),
        new("small noise", Noise(1000)),
        new("scalar", NdArray.Create(DType.Parse(">i2"), ReadOnlySpan<long>.Empty)),
        new("none", NdArray.Create(DType.Parse("<f8"), 0, 3)),
        .. Enumerable.Range(0, 100).Select(i => new NpzItem($"many/{i}", Steps(i * 50))),
    ];
}
