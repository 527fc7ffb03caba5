using System.Globalization;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Errors;

namespace NpyIO.Cli.Views;

/// <summary>What <c>info</c> shows of a single array, an archive's entry, or an array in a pickle.</summary>
internal sealed class EntryFacts
{
    /// <summary>The header describes the whole array; the facts are those of the part that the input wants.</summary>
    internal EntryFacts(InputFile input, NpyHeader header) => NBytes = Set(input, header);

    internal EntryFacts(InputFile input, NpzEntry entry)
    {
        Name = entry.Name;
        NBytes = Entries.HeaderOf(entry) is { } header ? Entries.Concerning(entry, () => Set(input, header)) : entry.Length;
        if (!entry.IsStored && entry.Length > 0)
            Packed = (double)entry.CompressedLength / entry.Length;
    }

    /// <summary>The array is loaded as stored.</summary>
    internal EntryFacts(string path, NdArray array)
    {
        Name = path;
        Descr = array.DType.Descr;
        Shown = array.DType.Kind == DTypeKind.VariableString ? array.DType.ToString() : Descr;
        Shape = array.Shape.ToArray();
        FortranOrder = array.IsFortranContiguous && !array.IsCContiguous;
        NBytes = array.NBytes;
    }

    /// <summary>Null for a single array.</summary>
    internal string? Name { get; }

    /// <summary>Null if the array is not stored as .npy.</summary>
    internal string? Version { get; private set; }

    /// <summary>Null if it is not an array.</summary>
    internal string? Descr { get; private set; }

    /// <summary>The dtype for people: its descr, unless that belongs to another dtype that NumPy would save it as.</summary>
    internal string? Shown { get; private set; }

    internal long[] Shape { get; private set; } = [];

    internal bool FortranOrder { get; private set; }

    /// <summary>The offset of the data in the entry, in bytes; null if unknown.</summary>
    internal long? DataOffset { get; private set; }

    /// <summary>The size of the array's values, or of the whole entry if it is not an array, in bytes.</summary>
    internal long NBytes { get; }

    /// <summary>The compressed length divided by the length; null if the entry is not compressed.</summary>
    internal double? Packed { get; }

    /// <summary>Returns the number of bytes.</summary>
    private long Set(InputFile input, NpyHeader header)
    {
        Version = header.Version.ToString();
        Descr = header.DType.Descr;   // only here: some dtypes have no descr
        Shown = Descr;
        Shape = input.ShapeOf(header.Shape);
        FortranOrder = input.IsPart ? !InputFile.IsInCOrder(header.FortranOrder, Shape) : header.FortranOrder;
        DataOffset = input.IsPart ? null : header.DataOffset;
        return Shape.Aggregate((long)header.DType.ItemSize, (product, length) => product * length);
    }
}

/// <summary>The table of <c>info</c>, with a line for each array. Columns for archives appear only if there is one.</summary>
internal sealed class InfoTable
{
    private readonly List<(string File, EntryFacts? Facts)> _rows = [];
    private readonly Dictionary<string, string> _none = [];
    private bool _hasArchive;
    private bool _hasPacked;

    internal void Add(string file, EntryFacts facts)
    {
        _rows.Add((file, facts));
        _hasArchive |= facts.Name is not null;
        _hasPacked |= facts.Packed is not null;
    }

    internal void AddEmpty(string file, string what = "entries")
    {
        _rows.Add((file, null));
        _none[file] = $"(no {what})";
        _hasArchive = true;
    }

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
        yield return facts?.Descr is null ? "" : PythonText.Shape(facts.Shape);
        yield return facts?.Descr is null ? "" : facts.FortranOrder ? "Fortran" : "C";
        yield return Text(facts?.NBytes);
        if (_hasPacked)
            yield return facts?.Packed is { } packed ? packed.ToString("0.0%", CultureInfo.InvariantCulture) : "";
        yield return Text(facts?.DataOffset);
        yield return facts is null ? _none[file] : facts.Shown is null ? "(no array)" : SafeText.Escape(facts.Shown);
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
