using System.Globalization;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>What <c>info</c> shows of a single array, an archive's entry, or an array in a pickle.</summary>
internal sealed class EntryFacts
{
    internal EntryFacts(NpyHeader header)
    {
        Set(header);
        NBytes = header.NBytes;
    }

    /// <summary>Describes an entry, after reading its header.</summary>
    internal EntryFacts(NpzEntry entry)
    {
        Name = entry.Name;
        if (entry.Header is { } header)
            Set(header);
        NBytes = entry.Header?.NBytes ?? entry.Length;
        if (!entry.IsStored && entry.Length > 0)
            Packed = (double)entry.CompressedLength / entry.Length;
    }

    /// <summary>Describes an array in a pickle or joblib file.</summary>
    /// <param name="path">The path to it.</param>
    /// <param name="array">The array, loaded as stored.</param>
    internal EntryFacts(string path, NdArray array)
    {
        Name = path;
        Descr = array.DType.Descr;
        Shown = array.DType.Kind == DTypeKind.VariableString ? array.DType.ToString() : Descr;
        Shape = array.Shape.ToArray();
        FortranOrder = array.IsFortranContiguous && !array.IsCContiguous;
        NBytes = array.NBytes;
    }

    /// <summary>The entry's name or the array's path; null for a single array.</summary>
    internal string? Name { get; }

    /// <summary>The .npy format version, or null if the array is not stored as .npy.</summary>
    internal string? Version { get; private set; }

    /// <summary>The descr in Python's notation; null if it is not an array.</summary>
    internal string? Descr { get; private set; }

    /// <summary>The dtype for people: its descr, unless that belongs to another dtype that NumPy would save it as.</summary>
    internal string? Shown { get; private set; }

    /// <summary>The shape; empty if it is not an array.</summary>
    internal long[] Shape { get; private set; } = [];

    /// <summary>Whether the first axis varies fastest in the data.</summary>
    internal bool FortranOrder { get; private set; }

    /// <summary>The offset of the data in the entry, in bytes; null if unknown.</summary>
    internal long? DataOffset { get; private set; }

    /// <summary>The size of the array's values, or of the whole entry if it is not an array, in bytes.</summary>
    internal long NBytes { get; }

    /// <summary>The compressed length divided by the length; null if the entry is not compressed.</summary>
    internal double? Packed { get; }

    private void Set(NpyHeader header)
    {
        Version = header.Version.ToString();
        Descr = header.DType.Descr;   // only here: some dtypes have no descr
        Shown = Descr;
        Shape = header.Shape.ToArray();
        FortranOrder = header.FortranOrder;
        DataOffset = header.DataOffset;
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

/// <summary>Writes the line of <c>info --json</c> for a file.</summary>
internal static class InfoDocument
{
    internal static void Write(Utf8Writer output, string file, string kind, IReadOnlyList<EntryFacts> arrays)
    {
        output.Write("{\"file\":"u8);
        JsonText.Write(output, file);
        output.Write(",\"kind\":"u8);
        JsonText.Write(output, kind);
        output.Write(",\"arrays\":["u8);
        for (int i = 0; i < arrays.Count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            WriteEntry(output, arrays[i]);
        }
        output.Write("]}\n"u8);
    }

    private static void WriteEntry(Utf8Writer output, EntryFacts entry)
    {
        output.Write("{\"name\":"u8);
        if (entry.Name is null)
            output.Write("null"u8);
        else
            JsonText.Write(output, entry.Name);
        if (entry.Descr is not null)
            WriteArray(output, entry);
        output.Write(",\"nbytes\":"u8);
        output.WriteFormatted(entry.NBytes);
        output.Write((byte)'}');
    }

    private static void WriteArray(Utf8Writer output, EntryFacts entry)
    {
        output.Write(",\"version\":"u8);
        if (entry.Version is null)
            output.Write("null"u8);
        else
            JsonText.Write(output, entry.Version);
        output.Write(",\"descr\":"u8);
        JsonText.Write(output, entry.Descr);
        output.Write(",\"shape\":["u8);
        for (int axis = 0; axis < entry.Shape.Length; axis++)
        {
            if (axis > 0)
                output.Write((byte)',');
            output.WriteFormatted(entry.Shape[axis]);
        }
        output.Write("],\"fortran_order\":"u8);
        output.Write(entry.FortranOrder ? "true"u8 : "false"u8);
        output.Write(",\"data_offset\":"u8);
        if (entry.DataOffset is { } offset)
            output.WriteFormatted(offset);
        else
            output.Write("null"u8);
    }
}
