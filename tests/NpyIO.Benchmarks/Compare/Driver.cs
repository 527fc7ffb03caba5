using System.Globalization;
using NpyIO.Benchmarks.Workers;

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
            string path = Path.Combine(directory, "data.npy");
            foreach (CaseGroup group in Selected())
            {
                Console.Error.WriteLine($"{string.Join(", ", group.Rows.Select(row => row.Number).Distinct())}: {group.Rows[0].Work} …");
                numPy.Ask($"make {group.File.Kind} {group.File.Count} {path}");
                NotePageCache(group, path, "before the first round");
                Compete(group, path, numPy, numSharp, npyIO);
                NotePageCache(group, path, "after the last");
                if (group.Peak is { } peak)
                    MeasurePeaks(peak, group.File, directory, path, python, numPy);

                Remove(path);
            }

            if (IsSelected(ReplaceCases.Number))
                CompareReplacing(path, numPy, npyIO);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        _table.Print(Console.Out);
        if (options.Out is { } result)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(result)!);
            using StreamWriter output = File.CreateText(result);
            output.WriteLine("# compare");
            output.WriteLine();
            _table.Print(output);
        }

        return 0;
    }

    private IEnumerable<CaseGroup> Selected()
    {
        foreach (CaseGroup group in Cases.All)
        {
            Row[] rows = [.. group.Rows.Where(row => IsSelected(row.Number))];
            if (rows.Length > 0)
                yield return (options.Quick ? group.Quick() : group) with { Rows = rows };
        }
    }

    private bool IsSelected(string number) => options.Only.Count == 0 || options.Only.Contains(number);

    private void Compete(CaseGroup group, string path, WorkerProcess numPy, WorkerProcess numSharp, WorkerProcess npyIO)
    {
        var yardstick = new Contender(group.Beside is null ? numPy : npyIO, group.Yardstick, 1, group.Iterations);
        Contender? ofNumSharp = group.NumSharp is null ? null : new Contender(numSharp, group.NumSharp, 1, group.Iterations);
        Contender[] ours = [.. group.Rows.Select(row => new Contender(npyIO, row.Operation, row.Threads, group.Iterations))];
        MeasureRounds(ofNumSharp is null ? [yardstick, .. ours] : [yardstick, ofNumSharp, .. ours], group.File, group.Payloads, path);
        foreach ((Row row, Contender our) in group.Rows.Zip(ours))
        {
            if (group.Beside is { } beside)
                _table.Add(row, beside, yardstick, our);
            else
                _table.Add(row, yardstick, ofNumSharp, our);
        }
    }

    private void NotePageCache(CaseGroup group, string path, string when)
    {
        if (group.NotesPageCache)
            _table.Note($"{group.Rows[0].Number}: {PageCache.Describe(path)} {when}");
    }

    /// <summary>Saves in every way over the file that is there, beside the same to a new name.</summary>
    private void CompareReplacing(string path, WorkerProcess numPy, WorkerProcess npyIO)
    {
        // The array and either the file that is replaced or its successor; touching takes twice as much, so that all three find room.
        const int Payloads = 2;
        for (int i = 0; i < ReplaceCases.Sizes.Count; i++)
        {
            ReplaceSize size = ReplaceCases.Sizes[i];
            DataFile file = options.Quick ? size.File.Quick() : size.File;
            Console.Error.WriteLine($"{ReplaceCases.Number}: save {size.Name} over an existing file …");
            numPy.Ask($"make {file.Kind} {file.Count} {path}");
            foreach (SaveKind kind in ReplaceCases.Kinds.Where(kind => kind.Iterations.Length > i))
            {
                int iterations = options.Quick ? size.File.QuickIterations(kind.Iterations[i]) : kind.Iterations[i];
                var ofNew = new Contender(npyIO, NpyIORival.NewPrefix + kind.Name, 0, iterations);
                var overExisting = new Contender(npyIO, NpyIORival.ExistingPrefix + kind.Name, 0, iterations);
                MeasureRounds([ofNew, overExisting], file, Payloads, path);
                _table.Add(size, kind, ofNew, overExisting);
            }

            Remove(path);
        }
    }

    private void MeasureRounds(Contender[] contenders, DataFile file, int payloads, string path)
    {
        // One round fills the caches; short work also needs the JIT's second thoughts.
        int dropped = file.IsLarge ? 1 : 4;
        for (int round = 0; round < dropped + options.Rounds; round++)
        {
            _random.Shuffle(contenders);
            foreach (Contender contender in contenders)
            {
                if (file.IsLarge && payloads > 0)
                    WorkerProcess.Touch(payloads * file.Bytes);

                contender.Measure(path, drop: round < dropped);
            }
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
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }
}
