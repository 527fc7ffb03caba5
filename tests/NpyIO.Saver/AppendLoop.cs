namespace NpyIO.Saver;

/// <summary>A way to append.</summary>
public enum AppendKind
{
    /// <summary><see cref="Npy"/>, rows as a span.</summary>
    Append,

    /// <summary><see cref="Npy"/>, rows as an array, asynchronously.</summary>
    AppendAsync,

    /// <summary><see cref="Npy"/>, rows as several arrays at once.</summary>
    AppendBlocks,

    /// <summary><see cref="RowWriter{T}"/> over an existing file or a new one, with a checkpoint after each step.</summary>
    Checkpoint,

    /// <summary><see cref="RowWriter{T}"/> that creates the file, with a checkpoint after each step.</summary>
    Create,
}

/// <summary>
/// Appends over and over, in steps whose lengths follow from the number of rows that are there. Row i holds the numbers from i * <see cref="RowLength"/> on, so that each row says where it
/// belongs. After each step it prints the number of rows; after the third one, when everything is compiled, "ready".
/// </summary>
public sealed class AppendLoop(AppendKind kind, string path, int factor)
{
    /// <summary>In elements.</summary>
    public const int RowLength = 64;

    /// <summary>After these everything is compiled, so that a random kill hits an append.</summary>
    private const int WarmUpSteps = 3;

    private volatile bool _stopped;

    /// <summary>The number of rows that the step after some has.</summary>
    public static long StepAfter(long rows, int factor) => (1 + rows / factor * 7919 % 13) * factor;

    /// <summary>The elements of rows.</summary>
    public static long[] Rows(long first, long count)
    {
        var rows = new long[count * RowLength];
        for (long i = 0; i < rows.Length; i++)
            rows[i] = first * RowLength + i;
        return rows;
    }

    /// <summary>Appends steps of several rows, each of which holds one number, beside other appenders.</summary>
    public static void AppendUniform(string path, int steps, int seed)
    {
        for (int step = 0; step < steps; step++)
        {
            var rows = new long[UniformStep(step, seed) * RowLength];
            for (int i = 0; i < rows.Length; i++)
                rows[i] = ((long)seed << 32) + (step << 8) + i / RowLength;
            Npy.Append(path, rows, new NpyAppendOptions { Wait = TimeSpan.FromMinutes(5) });
        }
    }

    /// <summary>The number of rows of all these steps.</summary>
    public static long UniformRows(int steps, int seed) => Enumerable.Range(0, steps).Sum(step => (long)UniformStep(step, seed));

    /// <summary>Appends until it is stopped.</summary>
    public void Run()
    {
        long rows = File.Exists(path) && kind != AppendKind.Create ? Npy.ReadHeader(path).Shape[0] : 0;
        int steps = 0;
        if (kind is AppendKind.Checkpoint or AppendKind.Create)
        {
            using RowWriter<long> writer = kind == AppendKind.Create ? Npy.CreateRows<long>(path, [RowLength]) : Npy.AppendRows<long>(path, [RowLength]);
            while (!_stopped)
            {
                long step = StepAfter(rows, factor);
                for (long row = rows; row < rows + step; row++)
                    writer.Write(Rows(row, 1));
                writer.Checkpoint();
                rows += step;
                Report(rows, ++steps);
            }

            return;
        }

        while (!_stopped)
        {
            long step = StepAfter(rows, factor);
            Append(Rows(rows, step), step);
            rows += step;
            Report(rows, ++steps);
        }
    }

    /// <summary>Stops after the current step.</summary>
    public void Stop() => _stopped = true;

    private static void Report(long rows, int steps)
    {
        Console.Out.WriteLine(rows);
        if (steps == WarmUpSteps)
            Console.Out.WriteLine("ready");
    }

    private static int UniformStep(int step, int seed) => 1 + step * seed % 11;

    private void Append(long[] rows, long count)
    {
        NdArray<long> array = NdArray.FromArray(rows).Reshape(count, RowLength);
        if (kind == AppendKind.Append)
            Npy.Append(path, array);
        else if (kind == AppendKind.AppendBlocks)
            Npy.Append(path, array.Rows().Select(row => row.ExpandDims(0)));
        else
            Npy.AppendAsync(path, array).GetAwaiter().GetResult();   // the thread does nothing else
    }
}
