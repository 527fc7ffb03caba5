using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Many threads on one open archive.</summary>
public sealed class NpzThreadsTests
{
    private const int ThreadCount = 8;
    private const int ReadCount = 10_000;

    private static readonly byte[] Small = NpyBytes.Integers("(20, 5)", 100);
    private static readonly byte[] Indexed = NpyBytes.Integers("(20000,)", 20000);

    private static readonly byte[] Archive = new ZipBytes()
        .Add("stored.npy", Small).Add("deflated.npy", Small, isDeflated: true).Add("described.npy", Small, isDeflated: true, ZipBytes.Descriptor.Signed)
        .AddIndexed("indexed.npy", Indexed, 128, 20_000).ToBytes();

    [Fact]
    public void Load_EightThreadsTenThousandTimes_IsRightEachTime()
    {
        using var path = new TempFile(Archive);
        using NpzFile file = Npz.Open(path.Path);
        using NpzFile memory = Npz.Open(Archive);
        using NpzFile stream = Npz.Open(new MemoryStream(Archive));

        int right = OnThreads(i => Read((i % 3) switch { 0 => file, 1 => memory, _ => stream }, i / 3));

        Assert.Equal(ReadCount, right);
    }

    [Fact]
    public void Dispose_WhileOthersRead_EndsThem()
    {
        using var path = new TempFile(Archive);
        foreach (Func<NpzFile> open in (Func<NpzFile>[])[() => Npz.Open(path.Path), () => Npz.Open(Archive), () => Npz.Open(new MemoryStream(Archive))])
        {
            NpzFile file = open();
            int ended = 0;
            int right = OnThreads(i =>
            {
                try
                {
                    if (i == ReadCount / 20)
                        file.Dispose();
                    return Read(file, i);
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref ended);
                    return true;
                }
            });

            // Whatever was read before was right.
            Assert.Equal(ReadCount, right);
            Assert.InRange(ended, 1, ReadCount);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Load_WhileAnotherReadOfTheStreamGoesOn_GivesEachItsOwn(bool isFirstAsync, bool isSecondAsync)
    {
        var stream = new GatedStream(Archive);
        using NpzFile file = Npz.Open(stream);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stream.Gate = gate.Task;

        // The first is in the middle of a read when the second begins.
        Task<int[]> first = Begin(file.GetEntry("stored"), isFirstAsync);
        Task<int[]> second = Begin(file.GetEntry("indexed"), isSecondAsync);
        gate.SetResult();

        Assert.True(IsRange(await first, 0, 100));
        Assert.True(IsRange(await second, 0, 20000));
    }

    /// <summary>Begins to load an entry and returns once that waits.</summary>
    private static Task<int[]> Begin(NpzEntry entry, bool isAsync)
    {
        if (isAsync)
            return LoadAsync(entry);
        var loaded = new TaskCompletionSource<int[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                loaded.SetResult(entry.Open().Load<int>().ToArray());
            }
            catch (Exception e)
            {
                loaded.SetException(e);
            }
        });
        thread.Start();
        Assert.True(Waiting.IsReached(thread));
        return loaded.Task;
    }

    private static async Task<int[]> LoadAsync(NpzEntry entry) => (await (await entry.OpenAsync()).LoadAsync<int>()).ToArray();

    /// <summary>A stream whose reads wait for a gate and then read where the stream is.</summary>
    private sealed class GatedStream(byte[] content) : MemoryStream(content)
    {
        internal Task Gate { get; set; } = Task.CompletedTask;

        public override int Read(Span<byte> buffer)
        {
            Gate.GetAwaiter().GetResult();
            return base.Read(buffer);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Gate;
            return base.Read(buffer.Span);
        }
    }

    /// <summary>One read of some kind; whether it gave what it should.</summary>
    private static bool Read(NpzFile file, int i)
    {
        switch (i % 8)
        {
            case 0:
                return IsRange(file["stored"].Load<int>().ToArray(), 0, 100);
            case 1:
                return IsRange(file["deflated"].Load<int>().ToArray(), 0, 100);
            case 2:
                return IsRange(file["described.npy"].Load().ToArray<int>(), 0, 100);
            case 3:
                return IsRange(file.GetEntry("indexed").ReadRows<int>(i, 50).ToArray(), i, 50);
            case 4:
                return IsRange(file.GetEntry("stored").ReadRows<int>(i % 20, 1).ToArray(), i % 20 * 5, 5);
            case 5:
                return file.GetEntry("deflated").Header!.Count == 100;
            case 6:
                int[] destination = new int[100];
                return file["described"].Load(destination.AsSpan()).Count == 100 && IsRange(destination, 0, 100);
            default:
                return i % 40 == 7 ? IsRange(file["indexed"].Load<int>().ToArray(), 0, 20000) : file.GetEntry("stored").ReadRaw().AsSpan().SequenceEqual(Small);
        }
    }

    private static bool IsRange(int[] values, int first, int count) => values.Length == count && values.Select((value, i) => value == first + i).All(isRight => isRight);

    /// <summary>Does something ten thousand times, on eight threads; how often it was right.</summary>
    private static int OnThreads(Func<int, bool> work)
    {
        int next = -1;
        int right = 0;
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, ThreadCount).Select(_ => new Thread(() =>
        {
            try
            {
                for (int i = Interlocked.Increment(ref next); i < ReadCount; i = Interlocked.Increment(ref next))
                {
                    if (work(i))
                        Interlocked.Increment(ref right);
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Null(failure);
        return right;
    }
}
