using System.Globalization;

namespace NpyIO.Benchmarks.Compare;

/// <summary>
/// Runs the comparison: rivals in processes that live throughout and time themselves, rounds in shuffled order, the first dropped, medians at the end.
/// </summary>
internal sealed class Driver(CompareOptions options)
{
    private const int Seed = 20_230_801;

    private readonly Random _random = new(Seed);
    private readonly Table _table = new();

    /// <summary>Measures, prints, and returns the exit status.</summary>
    internal int Run()
    {
        IReadOnlyList<string>? python = PythonFinder.Find(options.Python);
        if (python is null)
        {
            Console.Error.WriteLine("no Python with NumPy; name one by --python");
            return 1;
        }

        string directory = Directory.CreateDirectory(Path.Combine(options.Directory ?? Path.GetTempPath(), $"npyio-compare-{Environment.ProcessId}")).FullName;
        try
        {
            using var numPy = WorkerProcess.OfPython(python);
            using var numSharp = WorkerProcess.OfDotNet("NumSharp");
            using var npyIO = WorkerProcess.OfDotNet("NpyIO");
            _table.Head(Machine.Describe(directory), [numPy.Ask("version"), numSharp.Ask("version"), npyIO.Ask("version")], options);
            foreach (CaseGroup group in Selected())
            {
                string path = Path.Combine(directory, "data.npy");
                Console.Error.WriteLine($"{string.Join(", ", group.Rows.Select(row => row.Number).Distinct())}: {group.Rows[0].Work} …");
                numPy.Ask($"make {group.File.Kind} {group.File.Count} {path}");
                Compete(group, path, numPy, numSharp, npyIO);
                if (group.Peak is { } peak)
                {
                    MeasurePeaks(peak, group.File, directory, path, python, numPy);
                }

                Remove(path);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        _table.Print(Console.Out);
        return 0;
    }

    private IEnumerable<CaseGroup> Selected()
    {
        foreach (CaseGroup group in Cases.All)
        {
            Row[] rows = [.. group.Rows.Where(row => options.Only.Count == 0 || options.Only.Contains(row.Number))];
            if (rows.Length > 0)
            {
                yield return group with { Rows = rows, File = options.Quick ? group.File.Quick() : group.File };
            }
        }
    }

    private void Compete(CaseGroup group, string path, WorkerProcess numPy, WorkerProcess numSharp, WorkerProcess npyIO)
    {
        var ofNumPy = new Contender(numPy, group.NumPy, 1);
        Contender? ofNumSharp = group.NumSharp is null ? null : new Contender(numSharp, group.NumSharp, 1);
        Contender[] ours = [.. group.Rows.Select(row => new Contender(npyIO, row.Operation, row.Threads))];
        Contender[] all = ofNumSharp is null ? [ofNumPy, .. ours] : [ofNumPy, ofNumSharp, .. ours];
        for (int round = 0; round < group.DroppedRounds + options.Rounds; round++)
        {
            _random.Shuffle(all);
            foreach (Contender contender in all)
            {
                if (group.File.IsLarge)
                {
                    WorkerProcess.Touch(group.Payloads * group.File.Bytes);
                }

                contender.Measure(group.Iterations, path, drop: round < group.DroppedRounds);
            }
        }

        foreach ((Row row, Contender our) in group.Rows.Zip(ours))
        {
            _table.Add(row, ofNumPy, ofNumSharp, our);
        }
    }

    /// <summary>The rise of resident memory over one piece of work, in a process that has done it only with something small before.</summary>
    private void MeasurePeaks(PeakCase peak, DataFile file, string directory, string path, IReadOnlyList<string> python, WorkerProcess maker)
    {
        string small = Path.Combine(directory, "small.npy");
        maker.Ask($"make {file.Kind} 1024 {small}");
        var peaks = new List<string>();
        foreach (Func<WorkerProcess> start in (Func<WorkerProcess>[])[() => WorkerProcess.OfPython(python), () => WorkerProcess.OfDotNet("NumSharp"), () => WorkerProcess.OfDotNet("NpyIO")])
        {
            using WorkerProcess worker = start();
            try
            {
                worker.Ask($"measure {peak.Operation} 2 100 {small}");
                double rise = double.Parse(worker.Ask($"peak {peak.Operation} 2 {path}"), CultureInfo.InvariantCulture);
                peaks.Add(string.Create(CultureInfo.InvariantCulture, $"{worker.Name} {rise / file.Bytes:F4} ({rise / (1 << 20):F0} MiB)"));
            }
            catch (RivalException e)
            {
                peaks.Add($"{worker.Name} {e.Message}");
            }
        }

        _table.Note($"{peak.Number}: peak memory of {peak.Work} ÷ payload: {string.Join(", ", peaks)}; {peak.Target}");
        File.Delete(small);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
