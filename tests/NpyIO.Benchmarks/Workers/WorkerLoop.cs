using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace NpyIO.Benchmarks.Workers;

/// <summary>
/// Answers the driver's requests, a line each, until the input ends; the same protocol as <c>numpy_worker.py</c>:
/// <c>version</c>, <c>measure OPERATION THREADS ITERATIONS PATH</c>, <c>peak OPERATION THREADS PATH</c>.
/// Answers begin with <c>ok</c>, <c>unsupported</c> or <c>failed</c>.
/// </summary>
internal sealed class WorkerLoop(Rival rival)
{
    internal void Run()
    {
        while (Console.In.ReadLine() is { } line)
        {
            string answer;
            try
            {
                answer = "ok " + Answer(line);
            }
            catch (NotSupportedException e)
            {
                answer = "unsupported " + OneLine(e.Message);
            }
            catch (Exception e)
            {
                answer = $"failed {e.GetType().Name}: {OneLine(e.Message)}";
            }

            // What the request left behind must not be collected within the next one's time, and a fresh array is to be really fresh.
            ReleaseAll();
            Console.Out.WriteLine(answer);
            Console.Out.Flush();
        }
    }

    private string Answer(string line)
    {
        string[] request = line.Split(' ', 5);
        return request[0] switch
        {
            "version" => rival.Version,
            "measure" => Measure(rival.Prepare(request[1], Number(request[2]), request[4]), Number(request[3])),
            "peak" => Peak(rival.Prepare(request[1], Number(request[2]), line.Split(' ', 4)[3])),
            _ => throw new InvalidOperationException($"unknown request {request[0]}"),
        };
    }

    /// <summary>Seconds and bytes allocated by one operation, and the result's fingerprint.</summary>
    private string Measure(Operation operation, int iterations)
    {
        try
        {
            // What the preparation left behind is not collected within the work's time either.
            ReleaseAll();
            long ticks = 0;
            long allocated = 0;
            string fingerprint = "-";
            for (int i = 0; i < iterations; i++)
                ticks += RunOnce(operation, i, i == iterations - 1, ref allocated, ref fingerprint);

            double count = (double)iterations * operation.Batch;
            double seconds = ticks / (double)Stopwatch.Frequency / count;
            return string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {Math.Round(allocated / count):F0} {fingerprint}");
        }
        finally
        {
            operation.After?.Invoke();
        }
    }

    // A method of its own, so that no local of the loop keeps a result alive beyond its iteration.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long RunOnce(Operation operation, int iteration, bool last, ref long allocated, ref string fingerprint)
    {
        operation.BeforeEach?.Invoke();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        object? result = operation.Run(iteration);
        long ticks = Stopwatch.GetTimestamp() - start;
        allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (last)
            fingerprint = operation.Fingerprint(result);

        rival.Release(result);
        operation.AfterEach?.Invoke();
        return ticks;
    }

    /// <summary>By how many bytes the process's peak of resident memory rises while the operation runs once.</summary>
    private static string Peak(Operation operation)
    {
        long before = ResidentMemory.ResetPeak();
        object? result = operation.Run(0);
        long rise = ResidentMemory.Peak - before;
        GC.KeepAlive(result);
        operation.After?.Invoke();
        return rise.ToString(CultureInfo.InvariantCulture);
    }

    private static void ReleaseAll() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
