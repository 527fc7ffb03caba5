using System.Globalization;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>The table of <c>info</c>, with a line for each array. Columns for archives appear only if there is one.</summary>
internal sealed class InfoTable
{
    private readonly List<(string File, EntryFacts? Facts)> _rows = [];
    private readonly Dictionary<string, string> _none = [];
    private bool _hasArchive;
    private bool _hasPacked;

    /// <summary>Adds a single array or an entry.</summary>
    internal void Add(string file, EntryFacts facts)
    {
        _rows.Add((file, facts));
        _hasArchive |= facts.Name is not null;
        _hasPacked |= facts.Packed is not null;
    }

    /// <summary>Adds a file without arrays.</summary>
    /// <param name="file">The file.</param>
    /// <param name="what">What it does not contain: entries, arrays.</param>
    internal void AddEmpty(string file, string what = "entries")
    {
        _rows.Add((file, null));
        _none[file] = $"(no {what})";
        _hasArchive = true;
    }

    /// <summary>Writes the table, or nothing if there are no rows.</summary>
    internal void Write(Utf8Writer output, int? terminalWidth)
    {
        if (_rows.Count == 0)
            return;
        var table = new TextTable([.. Columns()]);
        foreach ((string file, EntryFacts? facts) in _rows)
            table.Add([.. Cells(file, facts)]);
        table.Write(output, terminalWidth);
    }

    private IEnumerable<TextColumn> Columns()
    {
        yield return new("name");
        if (_hasArchive)
            yield return new("entry");
        yield return new("version");
        yield return new("shape");
        yield return new("order");
        yield return new("bytes", AlignRight: true);
        if (_hasPacked)
            yield return new("packed", AlignRight: true);
        yield return new("offset", AlignRight: true);
        yield return new("descr");
    }

    private IEnumerable<string> Cells(string file, EntryFacts? facts)
    {
        yield return SafeText.Escape(file);
        if (_hasArchive)
            yield return SafeText.Escape(facts?.Name ?? "");
        yield return facts?.Version ?? "";
        yield return facts?.Descr is null ? "" : ShapeText.Of(facts.Shape);
        yield return facts?.Descr is null ? "" : facts.FortranOrder ? "Fortran" : "C";
        yield return Text(facts?.NBytes);
        if (_hasPacked)
            yield return facts?.Packed is { } packed ? packed.ToString("0.0%", CultureInfo.InvariantCulture) : "";
        yield return Text(facts?.DataOffset);
        yield return facts is null ? _none[file] : facts.Shown is null ? "(no array)" : SafeText.Escape(facts.Shown);
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
