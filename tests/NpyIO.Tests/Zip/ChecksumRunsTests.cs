using System.IO.Hashing;
using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class ChecksumRunsTests
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 1000).Select(static i => (byte)(i * i))];

    [Fact]
    public void Combined_PiecesInAnyOrder_IsThatOfTheWhole()
    {
        var random = new Random(1);
        for (int round = 0; round < 100; round++)
        {
            int[] cuts = [0, .. Enumerable.Range(0, 5).Select(_ => random.Next(1000)).Order(), 1000];
            (int Start, int End)[] pieces = [.. cuts.Zip(cuts[1..])];
            random.Shuffle(pieces);
            var runs = new ChecksumRuns();
            foreach ((int start, int end) in pieces)
                Append(runs, start, end);

            Assert.Equal(Crc32.HashToUInt32(Data), runs.Combined());
            Assert.Equal(1000, runs.FirstGap(0).Start);
        }
    }

    [Fact]
    public void Combined_SamePieceTwice_CountsOnce()
    {
        var runs = new ChecksumRuns();
        Append(runs, 0, 500);
        Append(runs, 500, 1000);
        Append(runs, 500, 1000);
        Append(runs, 100, 1000);

        Assert.Equal(Crc32.HashToUInt32(Data), runs.Combined());
    }

    [Fact]
    public void EveryMethod_AnotherThreadHasTheLock_Waits()
    {
        var runs = new ChecksumRuns();
        ChecksumRuns.Run run = runs.Take(0);
        run.Append(Data);

        Waiting.AssertTakes(runs, "_lock", () => runs.Take(5));
        Waiting.AssertTakes(runs, "_lock", () => runs.Return(run));
        Waiting.AssertTakes(runs, "_lock", () => runs.FirstGap(0));
        Waiting.AssertTakes(runs, "_lock", () => runs.Combined());
    }

    private static void Append(ChecksumRuns runs, int start, int end)
    {
        ChecksumRuns.Run run = runs.Take(start);
        run.Append(Data.AsSpan(start, end - start));
        runs.Return(run);
    }
}
