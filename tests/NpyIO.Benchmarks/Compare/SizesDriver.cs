using System.Globalization;
using NpyIO.Benchmarks.Workers;

namespace NpyIO.Benchmarks.Compare;

/// <summary>Saves data of many kinds compressed, by NumPy and by NpyIO at every level, and prints sizes and times in one table.</summary>
internal sealed class SizesDriver(CompareOptions options)
{
    private static readonly (string Header, string Operation, int Threads)[] Ours =
    [
        ("Optimal", "save-npz-optimal", 1),
        ("Optimal, 2 threads", "save-npz-optimal", 2),
        ("Fastest", "save-npz-fastest", 1),
        ("SmallestSize", "save-npz-smallest", 1),
    ];

    /// <summary>Measures, prints, and returns the exit status.</summary>
    internal int Run()
    {
        IReadOnlyList<string>? python = PythonFinder.Find(options.Python);
        if (python is null)
        {
            Console.Error.WriteLine("no Python with NumPy; name one by --python");
            return 1;
        }

        string directory = Directory.CreateDirectory(Path.Combine(options.Directory ?? Path.GetTempPath(), $"npyio-sizes-{Environment.ProcessId}")).FullName;
        try
        {
            using var numPy = WorkerProcess.OfPython(python);
            using var npyIO = WorkerProcess.OfDotNet("NpyIO");
            Console.WriteLine($"{numPy.Ask("version")}; {npyIO.Ask("version")}; medians of {options.Rounds} rounds");
            Console.WriteLine("Sizes in percent of the arrays' bytes; times relative to NumPy's in the same run. One array of 64 MB each" + (options.Quick ? ", ÷ 20." : "."));
            Console.WriteLine();
            PrintLine(["data", "NumPy", .. Ours.Select(our => our.Header)]);
            PrintLine([.. Enumerable.Repeat("---", Ours.Length + 2)]);
            foreach ((string data, DataFile file) in SizeCases.All)
                PrintLine([data, .. Measure(options.Quick ? file.Quick() : file, Path.Combine(directory, "data.npz"), numPy, npyIO)]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        return 0;
    }

    private IEnumerable<string> Measure(DataFile file, string path, WorkerProcess numPy, WorkerProcess npyIO)
    {
        numPy.Ask($"make {file.Kind} {file.Count} {path}");
        double bytes = new FileInfo(path).Length;
        var yardstick = new Contender(numPy, "save-npz-optimal", 1, 1);
        Contender[] ours = [.. Ours.Select(our => new Contender(npyIO, our.Operation, our.Threads, 1))];
        for (int round = 0; round <= options.Rounds; round++)
        {
            foreach (Contender contender in (Contender[])[yardstick, .. ours])
                contender.Measure(path, drop: round == 0);
        }

        File.Delete(path);
        yield return $"{Size(yardstick, bytes)}, {Format.Time(yardstick.Median ?? double.NaN)}";
        foreach (Contender our in ours)
            yield return our.Failure ?? $"{Size(our, bytes)}, × {Format.Ratio((our.Median ?? double.NaN) / (yardstick.Median ?? double.NaN))}";
    }

    private static string Size(Contender contender, double bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * Fingerprints.SizeIn(contender.Fingerprint) / bytes:F2} %");

    private static void PrintLine(IEnumerable<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
