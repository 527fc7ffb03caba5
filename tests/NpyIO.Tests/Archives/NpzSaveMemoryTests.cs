using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>How much memory saving takes.</summary>
[Collection(nameof(Alone))]
public sealed class NpzSaveMemoryTests
{
    /// <summary>Buffers of a few blocks for each of two threads.</summary>
    private const long FewBlocks = 40 << 20;

    [Theory]
    [InlineData(NpzCompression.None, false)]
    [InlineData(NpzCompression.Optimal, false)]
    [InlineData(NpzCompression.Optimal, true)]
    public void Save_LongArray_TakesMemoryForSomeBlocksAlone(NpzCompression compression, bool isView)
    {
        // Rows of one or more megabytes that are all the same one: 128 MiB.
        const int Row = 1 << 20;
        NdArray row = NpzSamples.Mantissas(Row / 4);
        var array = new NdArray(row.DType, [128L, Row / 8], row.ToBytes(), strides: isView ? [0L, 16L] : [0L, 8L]);
        NpzItem[] items = [new("x", array)];
        NpzWriteOptions options = new() { Compression = compression, MaxThreads = 2 };

        long before = GC.GetTotalAllocatedBytes(precise: true);
        Npz.Save(Stream.Null, items, options);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, FewBlocks);
    }

    [Fact]
    public void Save_ItemsThatCome_HoldsFewAtOnce()
    {
        int alive = 0;
        int most = 0;
        const int Count = 64;

        Npz.Save(Stream.Null, Items(), new NpzWriteOptions { Compression = NpzCompression.Fastest, MaxThreads = 2, Progress = new Recorder(_ => alive--) });

        Assert.InRange(most, 1, 16);

        IEnumerable<NpzItem> Items()
        {
            for (int i = 0; i < Count; i++)
            {
                most = Math.Max(most, ++alive);
                yield return new NpzItem($"{i}", new byte[2 << 20]);
            }
        }
    }

    [Fact]
    public void AddRows_ManyRows_TakesMemoryForSomeBlocksAlone()
    {
        byte[] rows = NpzSamples.Mantissas(1 << 17).ToBytes();
        using var writer = Npz.Create(Stream.Null, NpzWriteOptions.Compressed with { MaxThreads = 2 });

        long before = GC.GetTotalAllocatedBytes(precise: true);
        using (RowWriter<byte> entry = writer.AddRows<byte>("x", [1024]))
        {
            for (int i = 0; i < 80; i++)
                entry.Write(rows);
            entry.Complete();
        }

        writer.Complete();
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 2 * FewBlocks);
    }
}
