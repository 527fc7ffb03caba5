using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class JobQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Take_ManyJobs_GivesThemInOrderAndPrepared(int threads)
    {
        using var queue = new JobQueue(threads, 100);
        int next = 0;
        for (int i = 0; i < 1000; i++)
        {
            while (queue.IsFull)
                AssertTaken(queue, ref next);
            queue.Add(new Job(i, isShared: i % 3 > 0));
        }

        while (!queue.IsEmpty)
            AssertTaken(queue, ref next);
        Assert.Equal(1000, next);
    }

    [Fact]
    public void Take_JobThatFails_ThrowsItsErrorAtItsPlace()
    {
        using var queue = new JobQueue(3, 1000);
        var failing = new Job(1) { Work = () => throw new IOException("no") };
        queue.Add(new Job(0));
        queue.Add(failing);
        queue.Add(new Job(2));

        Assert.True(queue.Take() is Job { Number: 0 });
        Assert.Equal("no", Assert.Throws<IOException>(() => queue.Take()).Message);
        Assert.Equal(1, failing.Releases);
        Assert.True(queue.Take() is Job { Number: 2, Runs: 1 });
    }

    [Fact]
    public void Dispose_JobsBegun_WaitsForThemAndReleasesAll()
    {
        using var began = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        bool ended = false;
        var queue = new JobQueue(2, 1000);
        var running = new Job(0)
        {
            Work = () =>
            {
                began.Set();
                go.Wait();
                Volatile.Write(ref ended, true);
            },
        };
        queue.Add(running);
        began.Wait();
        var waiting = new Job(1);
        queue.Add(waiting);

        var disposing = new Thread(queue.Dispose);
        disposing.Start();
        bool waits = Waiting.IsReached(disposing);
        go.Set();
        disposing.Join();

        Assert.True(waits);
        Assert.True(Volatile.Read(ref ended));
        Assert.Equal((1, 1, 1), (running.Runs, running.Releases, waiting.Releases));
        Assert.True(queue.IsEmpty);
    }

    [Fact]
    public void IsFull_ByWeight_CountsWhatIsThere()
    {
        using var queue = new JobQueue(1, 25);
        for (int i = 0; i < 2; i++)
            queue.Add(new Job(i));
        Assert.False(queue.IsFull);
        queue.Add(new Job(2, isPlaced: true));
        Assert.True(queue.IsFull);
        Assert.True(queue.HasUnplaced);

        queue.Take();
        queue.Take();
        Assert.False(queue.IsFull || queue.HasUnplaced || queue.IsEmpty);
    }

    private static void AssertTaken(JobQueue queue, ref int next)
    {
        Job job = Assert.IsType<Job>(queue.Take());
        Assert.Equal((next, 1), (job.Number, job.Runs));
        next++;
    }

    private sealed class Job(int number, bool isShared = true, bool isPlaced = false) : WriteJob
    {
        internal int Number => number;

        internal int Runs { get; private set; }

        internal int Releases { get; private set; }

        internal Action? Work { get; init; }

        internal override long Weight => 10;

        internal override bool IsShared => isShared;

        internal override bool IsPlaced => isPlaced;

        internal override void Run()
        {
            Runs++;
            Work?.Invoke();
        }

        internal override IEnumerable<Pause> Write() => [];

        internal override void Release() => Releases++;
    }
}
