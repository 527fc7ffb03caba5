using System.Diagnostics;

namespace NpyIO.Saver;

/// <summary>
/// Saves over and over, synchronously and asynchronously by turns. After each save it prints the generation on a line; after the second one, when both kinds of call are compiled,
/// "ready" and how many milliseconds that save took.
/// </summary>
public sealed class SaveLoop
{
    /// <summary>The name of the one file that every save replaces.</summary>
    public const string ReplacedName = "saved";

    private volatile bool _stopped;
    private volatile bool _failed;

    public required SaveKind Kind { get; init; }

    public required long Bytes { get; init; }

    public required string Folder { get; init; }

    /// <summary>Whether each save has a name of its own. The previous file is deleted after each save.</summary>
    public required bool IsNew { get; init; }

    public required int Threads { get; init; }

    /// <summary>How many saves each thread does.</summary>
    public required int Saves { get; init; }

    /// <summary>The file's name: <see cref="ReplacedName"/>, or the generation.</summary>
    public static string NameOf(long generation, bool isNew) => isNew ? $"{generation}" : ReplacedName;

    /// <summary>Does all saves. Returns false if one failed; its error is printed to stderr.</summary>
    public bool Run()
    {
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() => Run(thread)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return !_failed;
    }

    /// <summary>Stops every thread after its current save.</summary>
    public void Stop() => _stopped = true;

    private void Run(int thread)
    {
        try
        {
            // No other process or thread has these generations.
            var content = new SavedContent(Kind, Bytes) { Generation = ((long)Environment.ProcessId << 8 | (uint)thread) << 32 };
            string? previous = null;
            for (int save = 1; save <= Saves && !_stopped; save++)
            {
                content.Generation++;
                string path = Path.Combine(Folder, NameOf(content.Generation, IsNew));
                TimeSpan time = Save(content, path, isAsync: save % 2 == 0);
                Console.Out.WriteLine(save == 2 ? $"ready {Math.Ceiling(time.TotalMilliseconds)}" : $"{content.Generation}");
                if (IsNew && previous is not null)
                    File.Delete(previous);
                previous = path;
            }
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            _failed = true;
            Stop();
        }
    }

    private static TimeSpan Save(SavedContent content, string path, bool isAsync)
    {
        long start = Stopwatch.GetTimestamp();
        if (isAsync)
            content.SaveAsync(path).GetAwaiter().GetResult();   // the thread does nothing else
        else
            content.Save(path);
        return Stopwatch.GetElapsedTime(start);
    }
}
