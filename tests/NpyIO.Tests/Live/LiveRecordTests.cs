using NpyIO.Tests.Records;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Records as structs beside NumPy's of the same values.</summary>
public sealed class LiveRecordTests
{
    private const int Count = 3000;

    [LiveFact]
    public void SaveAndLoad_RecordsAsStructs_AreNumPys()
    {
        int seed = Campaign.Seed(15);
        var random = new Random(seed);
        using TempFolder folder = new();
        var ticks = new Tick[Count];
        var quotes = new Quote[Count];
        var blocks = new Block[Count];
        for (int i = 0; i < Count; i++)
        {
            ticks[i] = new Tick((byte)random.Next(256), random.NextDouble(), (Side)random.Next(-1, 2), random.Next());
            quotes[i] = new Quote(DateTime.UnixEpoch.AddTicks(random.NextInt64(1L << 50)), random.NextDouble(), new string((char)random.Next('a', 'ÿ'), random.Next(9)), random.Next(), random.Next(2) == 0, Side.Buy, new Leg(i % 2 == 0 ? "é" : "", random.Next(3) == 0 ? null : DateOnly.FromDayNumber(random.Next(3_000_000))));
            blocks[i] = new Block { Id = (short)i, Tick = ticks[i], Wide = (LongDouble)random.NextDouble() };
        }

        Check(folder, "ticks", NdArray.FromArray(ticks), i => ticks[i]);
        Check(folder, "quotes", NdArray.FromArray(quotes).Reshape(3, -1), i => quotes[i]);
        Check(folder, "blocks", NdArray.FromArray(blocks), i => (blocks[i].Id, blocks[i].Tick, blocks[i].Wide));
    }

    private static void Check<T>(TempFolder folder, string name, NdArray<T> array, Func<int, object> valueOf)
    {
        string path = folder.PathOf(name + ".npy");
        Npy.Save(path, array);
        (int exitCode, string output) = NumPyProcess.Run("tools/live_records.py", folder.Path);
        Assert.True(exitCode == 0, $"{output} {exitCode}");

        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(path + ".same"));
        NdArray<T> other = Npy.Load<T>(path + ".other");
        Assert.Equal(array.Shape.ToArray(), other.Shape.ToArray());
        Assert.True(array.Equals(other) || array.ToNdArray().Equals(other.ToNdArray()), name);
        Assert.Equal(valueOf(Count - 1), typeof(T) == typeof(Block) ? Values((Block)(object)other.ToArray()[^1]!) : other.ToArray()[^1]);
    }

    private static object Values(Block block) => (block.Id, block.Tick, block.Wide);
}
