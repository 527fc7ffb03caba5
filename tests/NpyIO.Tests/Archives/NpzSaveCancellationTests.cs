using NpyIO.IO;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>A save that is cancelled inside a block: counted by what is still taken of the content afterwards.</summary>
public sealed class NpzSaveCancellationTests
{
    private const int Threads = 3;
    private const int Chunk = 256 << 10;

    public static TheoryData<int, NpzCompression, bool> Cases
    {
        get
        {
            var rows = new TheoryData<int, NpzCompression, bool>();
            foreach (int length in (int[])[6 << 20, 40 << 20])
            {
                foreach (NpzCompression compression in Enum.GetValues<NpzCompression>())
                {
                    rows.Add(length, compression, false);
                    rows.Add(length, compression, true);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AddAll_CancelledInsideABlock_TakesNoMoreOfIt(int length, NpzCompression compression, bool isAsync)
    {
        using var source = new CancellationTokenSource();
        var content = new CancellingContent(length, source);
        var stream = new MemoryStream();
        var options = new NpzWriteOptions { Compression = compression, MaxThreads = Threads };
        using var writer = new NpzWriter(new StreamSink(stream), options);
        EntryPlan[] plans = [new(new ZipName("a"), content, compression)];

        OperationCanceledException e = isAsync
            ? await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.AddAllAsync(plans, source.Token))
            : Assert.ThrowsAny<OperationCanceledException>(() => writer.AddAll(plans, source.Token));

        Assert.Equal(source.Token, e.CancellationToken);

        // Each thread ends with the piece that it has; one that begins may look at its block first, to choose how to deflate it.
        Assert.InRange(content.TakenAfterwards, 0, 2 * Threads * Chunk);
        Assert.Throws<InvalidOperationException>(writer.Complete);
    }

    [Fact]
    public void End_TokenOfACallThatIsOver_CancelsNothing()
    {
        var cancellation = new CallCancellation();
        using var source = new CancellationTokenSource();
        cancellation.Begin(source.Token);
        cancellation.Check();
        cancellation.End();
        source.Cancel();

        cancellation.Check();
        cancellation.End();
    }

    [Fact]
    public void End_WorkWasInterrupted_IsCancelled()
    {
        var cancellation = new CallCancellation();
        using var source = new CancellationTokenSource();
        cancellation.Begin(source.Token);
        source.Cancel();

        Assert.Throws<OperationCanceledException>(cancellation.Check);
        Assert.Throws<OperationCanceledException>(cancellation.End);
    }

    /// <summary>Content that cancels when a fifth of it has been taken, and counts what is taken then.</summary>
    private sealed class CancellingContent(int length, CancellationTokenSource source) : EntryContent
    {
        private long _taken;
        private long _after;

        internal long TakenAfterwards => Interlocked.Read(ref _after);

        internal override ReadOnlySpan<byte> Head => [];

        internal override long PayloadLength => length;

        internal override int Unit => 1;

        internal override bool IsContiguous => false;

        internal override ReadOnlySpan<byte> Span(long offset, int length) => throw new NotSupportedException();

        internal override void Fill(long offset, Span<byte> block)
        {
            if (source.IsCancellationRequested)
                Interlocked.Add(ref _after, block.Length);
            for (int i = 0; i < block.Length; i++)
                block[i] = (byte)((offset + i) * 2654435761 >> 28 & 7);
            if (Interlocked.Add(ref _taken, block.Length) > length / 5)
                source.Cancel();
        }
    }
}
