using System.Globalization;
using NpyIO.Benchmarks.Workers;

namespace NpyIO.Benchmarks.Compare;

/// <summary>Collects the results and prints them as Markdown: a table beside the rivals, one beside other yardsticks, and one of saves over existing files beside new ones.</summary>
internal sealed class Table
{
    private readonly List<string> _head = [];
    private readonly MarkdownTable _rivals = new("#", "work", "NumPy", "NumSharp", "NpyIO", "÷ NumPy", "limit", "target", "met", "spread");
    private readonly MarkdownTable _others = new("#", "work", "beside", "its time", "NpyIO", "÷ that", "target", "met", "spread");
    private readonly MarkdownTable _replacing = new("#", "save", "new", "existing", "÷ new", "target", "met", "spread");
    private readonly List<string> _notes = [];
    private readonly HashSet<Contender> _spokenOf = [];

    internal void Head(IReadOnlyList<string> machine, IReadOnlyList<string> versions, CompareOptions options)
    {
        _head.Add(string.Create(CultureInfo.InvariantCulture, $"measured on {DateTime.UtcNow:yyyy-MM-dd}"));
        _head.Add(string.Join("; ", versions));
        _head.AddRange(machine);
        _head.Add($"medians of {options.Rounds} rounds in shuffled order{(options.Quick ? ", large sizes ÷ 20" : "")}; fresh arrays unless a row says otherwise");
    }

    internal void Add(Row row, Contender numPy, Contender? numSharp, Contender our)
    {
        double? yardstick = numPy.Median;
        double? ours = our.Median;
        _rivals.Add(
            row.Number,
            row.Work,
            yardstick is { } time ? Format.Time(time) : "failed",
            numSharp is null ? "–" : numSharp.Median is { } theirs && yardstick is not null ? Format.Ratio(theirs / yardstick.Value) : "refuses",
            ours is null ? "failed" : Format.Time(ours.Value),
            ours is null || yardstick is null ? "–" : Format.Ratio(ours.Value / yardstick.Value),
            row.Limit,
            row.Target?.ToString() ?? "–",
            row.Target is null || ours is null || yardstick is null ? "–" : row.Target.Value.IsMetBy(ours.Value, yardstick.Value) ? "yes" : "NO",
            Spread(numPy, our));
        AddNotes(row, numPy, numSharp, our);
    }

    internal void Add(Row row, string beside, Contender yardstick, Contender our)
    {
        double? ratio = our.Median / yardstick.Median;
        _others.Add(
            row.Number,
            row.Work,
            beside,
            yardstick.Median is { } time ? Format.Time(time) : "failed",
            our.Median is { } ours ? Format.Time(ours) : "failed",
            ratio is null ? "–" : Format.Ratio(ratio.Value),
            row.Target?.ToString() ?? "–",
            row.Target is null || ratio is null ? "–" : row.Target.Value.IsMetBy(our.Median!.Value, yardstick.Median!.Value) ? "yes" : "NO",
            Spread(yardstick, our));
        AddNotes(row, yardstick, null, our);
    }

    internal void Add(ReplaceSize size, SaveKind kind, Contender ofNew, Contender overExisting)
    {
        string work = $"{kind.Work}, {size.Name}";
        double? ratio = overExisting.Median / ofNew.Median;
        _replacing.Add(
            ReplaceCases.Number,
            work,
            ofNew.Median is { } yardstick ? Format.Time(yardstick) : "failed",
            overExisting.Median is { } ours ? Format.Time(ours) : "failed",
            ratio is null ? "–" : Format.Ratio(ratio.Value),
            size.Target.ToString(),
            ratio is null ? "–" : size.Target.IsMetBy(overExisting.Median!.Value, ofNew.Median!.Value) ? "yes" : "NO",
            Spread(ofNew, overExisting));
        foreach (Contender contender in (Contender[])[ofNew, overExisting])
        {
            if (contender.Failure is { } failure)
                _notes.Add($"{ReplaceCases.Number}: {work}: {contender.Operation}: {failure}");
        }

        if (Differs(ofNew.Fingerprint, overExisting.Fingerprint))
            _notes.Add($"{ReplaceCases.Number}: {work}: the files are not of one length");
    }

    internal void Note(string note) => _notes.Add(note);

    internal void Print(TextWriter output)
    {
        foreach (string line in (IEnumerable<string>)[.. _head, $"load average at the end: {Machine.LoadAverage}"])
            output.WriteLine("- " + line);
        output.WriteLine();
        foreach (MarkdownTable table in (MarkdownTable[])[_rivals, _others, _replacing])
        {
            if (table.IsEmpty)
                continue;

            table.Print(output);
            output.WriteLine();
        }

        _notes.ForEach(note => output.WriteLine("- " + note));
        if (!_rivals.IsEmpty)
            output.WriteLine("- NumSharp's column and the limit are ratios to NumPy's time; limits are those reached on the machine that the targets were set on.");
        if (!_replacing.IsEmpty)
            output.WriteLine($"- {ReplaceCases.Number}: both are NpyIO. \"new\" saves to a name that no file has and deletes the file outside the clock; \"existing\" replaces the file that the iteration before wrote.");
        output.WriteLine("- spread: half the distance between the quartiles, relative to the median; the larger of the yardstick's and NpyIO's.");
    }

    private static string Spread(Contender yardstick, Contender our) => $"±{Math.Round(Math.Max(yardstick.Spread, our.Spread) * 50)} %";

    private void AddNotes(Row row, Contender yardstick, Contender? numSharp, Contender our)
    {
        foreach (Contender? contender in (Contender?[])[yardstick, numSharp, our])
        {
            // A rival stands in all rows of a group, but is to be spoken of once.
            if (contender is null || !_spokenOf.Add(contender))
                continue;

            if (contender.Failure is { } failure)
                _notes.Add($"{row.Number}: {row.Work}: {contender.Name}: {failure}");
            else if (Fingerprints.SizeIn(contender.Fingerprint) is { } size && Fingerprints.SizeIn(yardstick.Fingerprint) is { } expected)
                AddSize(row, contender, size, expected);
            else if (Differs(yardstick.Fingerprint, contender.Fingerprint))
                _notes.Add($"{row.Number}: {row.Work}: the bytes of {contender.Name}'s result are not those of {yardstick.Name}'s");
        }

        if (row.Number == "6" && our.Allocated is { } bytes)
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"6: {row.Work}: NpyIO allocates {bytes} bytes, NumSharp {numSharp?.Allocated?.ToString(CultureInfo.InvariantCulture) ?? "–"}"));
    }

    private void AddSize(Row row, Contender contender, long size, long yardstick)
    {
        if (size != yardstick)
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{row.Number}: {row.Work}: the file of {contender.Name} has {size} bytes, {100.0 * size / yardstick:F2} % of NumPy's"));
    }

    private static bool Differs(string one, string other) => one != "-" && other != "-" && one != other;
}
