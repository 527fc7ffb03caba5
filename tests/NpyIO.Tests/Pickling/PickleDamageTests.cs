using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Pickles that have been damaged: values, or one exception.</summary>
public sealed class PickleDamageTests
{
    private const int Count = 100_000;
    private const int Seed = 20_261_125;

    /// <summary>More than any damaged pickle of some hundred bytes allocates: the exception takes most of it.</summary>
    private const long MostAllocated = 1 << 20;

    private static readonly string[] Arrays =
    [
        // [[0, 1], [2, 3]] of protocols 2 and 5, and an array of objects in itself.
        "\u0080\u0002cnumpy.core.multiarray\n_reconstruct\nq\0cnumpy\nndarray\nq\u0001K\0\u0085q\u0002c_codecs\nencode\nq\u0003X\u0001\0\0\0bX\u0006\0\0\0latin1\u0086R\u0087R(K\u0001K\u0002K\u0002\u0086cnumpy\ndtype\nX\u0002\0\0\0i2K\0K\u0001\u0087R(K\u0003X\u0001\0\0\0<NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089C\u0008\0\0\u0001\0\u0002\0\u0003\0tb.",
        "\u0080\u0005cnumpy.core.numeric\n_frombuffer\n(\u0096\u0008\0\0\0\0\0\0\0\0\0\u0001\0\u0002\0\u0003\0cnumpy\ndtype\n\u008c\u0002i2\u0089\u0088\u0087R(K\u0003\u008c\u0001>NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tbK\u0002K\u0002\u0086\u008c\u0001Ft\u0094R.",
        "\u0080\u0002cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087Rq\0(K\u0001K\u0002\u0085cnumpy\ndtype\nU\u0002O8\u0089\u0088\u0087R(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK?tb\u0089](h\0Netb.",
    ];

    private static readonly byte[][] Legal = [.. PickleSamples.All.Select(sample => sample.Pickle), .. Arrays.Select(PickleRepr.Bytes)];

    [Fact]
    public void Load_TheArraysOfTheseTests_AreLegal() => Assert.All(Arrays, pickle => Assert.IsType<NdArray>(Pickle.Load(PickleRepr.Bytes(pickle))));

    [Fact]
    public void Load_CutAnywhere_IsToldAsTruncated()
    {
        foreach (byte[] pickle in Legal)
        {
            for (int length = 0; length < pickle.Length; length++)
            {
                var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle.AsMemory(0, length)));
                Assert.Equal(length == 0 ? NpyFormatReason.Empty : NpyFormatReason.TruncatedData, error.Reason);
            }
        }
    }

    [Fact]
    public async Task Load_CutAnywhereInAStream_IsToldAsTruncated()
    {
        foreach (byte[] pickle in Legal.Where((_, i) => i % 7 == 0))
        {
            for (int length = 1; length < pickle.Length; length++)
            {
                byte[] cut = pickle[..length];
                Assert.Equal(NpyFormatReason.TruncatedData, Assert.Throws<NpyFormatException>(() => Pickle.Load(new PartialStream(cut, 3))).Reason);
                var error = await Assert.ThrowsAsync<NpyFormatException>(() => Pickle.LoadAsync(new PartialStream(cut, 1)));
                Assert.Equal(NpyFormatReason.TruncatedData, error.Reason);
            }
        }
    }

    [Fact]
    public void Load_Mutated_GivesAValueOrOneException()
    {
        int loaded = 0;
        Parallel.For(0, 100, index =>
        {
            var random = new Random(Seed + index);
            var damage = new Mutations(Legal, random);
            for (int i = 0; i < Count / 100; i++)
            {
                byte[] pickle = damage.Next(out _);
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    Load(pickle, random.Next(4));
                    Interlocked.Increment(ref loaded);
                }
                catch (NpyFormatException)
                {
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
            }
        });

        // Mutations that leave every pickle broken, or every one whole, would test nothing.
        Assert.InRange(loaded, Count / 50, Count / 2);
    }

    private static object? Load(byte[] pickle, int way) => way switch
    {
        0 => Pickle.Load(pickle.AsSpan()),
        1 => Pickle.Load(new PartialStream(pickle, 50), new PickleReadOptions { Encoding = PickleEncoding.Utf8 }),
        2 => Pickle.Load(new MemoryStream(pickle), PickleReadOptions.AsStored),
        _ => Pickle.Load(pickle.AsMemory()),
    };
}
