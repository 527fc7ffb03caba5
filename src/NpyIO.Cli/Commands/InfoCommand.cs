using System.CommandLine;
using System.Text.Json;
using NpyIO.Cli.Input;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;
using NpyIO.Cli.Views;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio info</c>: shows what files contain, from their headers alone.</summary>
internal static class InfoCommand
{
    internal const string Name = "info";

    internal const string Details = """
        Examples:
          npyio info *.npy
          npyio info weights.npz     a line for each entry; "packed" is the part to which it is compressed
          npyio info --json a.npy    {"file":"a.npy","kind":"npy","arrays":[{"name":null,"version":"1.0",
                                     "descr":"'<f8'","shape":[2,3],"fortran_order":false,"data_offset":128,"nbytes":48}]}

        In archives, "name" is the entry's without .npy, "data_offset" counts from the entry's start, and what is no array
        is {"name":"notes.txt","nbytes":12}. Only headers are read; whether all of the data is there and right, "npyio verify"
        says. --json gives one line for each file. With --slice, shape, order and bytes are the part's, and there is no offset.

        """ + SharedOptions.AboutSlice + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool)
    {
        Argument<string[]> files = SharedOptions.Files();
        Option<bool> json = SharedOptions.Json("One JSON document per file, one line each.");
        Option<Slice[]?> part = SharedOptions.Part();
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Shows what files hold: shape, order, dtype.") { files, json, part, most };
        command.SetAction(parsed =>
        {
            var options = new InputOptions { Index = SharedOptions.IndexOf(parsed, part), MaxDecompressedLength = parsed.GetValue(most) };
            return !SharedOptions.IsGiven(parsed, json)
                ? Show(tool, parsed.GetRequiredValue(files), options)
                : tool.ForEach(parsed.GetRequiredValue(files), file => WriteJson(tool.Output, file, options));
        });
        return command;
    }

    private static int Show(Tool tool, string[] files, InputOptions options)
    {
        var table = new InfoTable();
        int status = tool.ForEach(files, file => AddTo(table, file, options));
        table.Write(tool.Output, tool.TerminalWidth);
        return status;
    }

    // Of an archive, adds the good entries, even if others are bad.
    private static void AddTo(InfoTable table, string file, InputOptions options)
    {
        using var input = InputFile.Open(file, options);
        if (input.IsObjects)
        {
            ObjectFile objects = input.LoadObjects(NpyReadOptions.AsStored);
            EntryFacts[] arrays = ArraysOf(input, objects);
            if (arrays.Length == 0)
                table.AddEmpty(file, "arrays");
            foreach (EntryFacts array in arrays)
                table.Add(file, array);
            if (objects.Fault is { } fault)
                throw fault;
            return;
        }
        if (input.Archive is not { } archive)
        {
            table.Add(file, new EntryFacts(input, input.ReadHeader()));
            return;
        }
        if (archive.Entries.Count == 0)
            table.AddEmpty(file);
        var problems = new ErrorCollector();
        foreach (NpzEntry entry in archive.Entries)
            problems.Try(() => table.Add(file, new EntryFacts(input, entry)));
        problems.Try(() => Entries.RefuseTorch(archive));
        problems.ThrowIfAny();
    }

    private static void WriteJson(Utf8Writer output, string file, InputOptions options)
    {
        using var input = InputFile.Open(file, options);
        if (input.IsObjects)
        {
            ObjectFile objects = input.LoadSound(NpyReadOptions.AsStored);
            InfoDocument.Write(output, file, objects.Kind, ArraysOf(input, objects));
        }
        else if (input.Archive is { } archive)
        {
            Entries.RefuseTorch(archive);
            InfoDocument.Write(output, file, "npz", [.. archive.Entries.Select(entry => new EntryFacts(input, entry))]);
        }
        else
        {
            InfoDocument.Write(output, file, "npy", [new EntryFacts(input, input.ReadHeader())]);
        }
    }

    private static EntryFacts[] ArraysOf(InputFile input, ObjectFile file) =>
        [.. ArrayPaths.Of(file.Value, intoArrays: true).Select(found => new EntryFacts(found.Path, input.PartOf(new LoadedInput(found.Array)).Load()))];
}

/// <summary>Writes the line of <c>info --json</c> for a file.</summary>
internal static class InfoDocument
{
    internal static void Write(Utf8Writer output, string file, string kind, IReadOnlyList<EntryFacts> arrays) => JsonText.WriteDocument(output, json =>
    {
        json.WriteString("file", file);
        json.WriteString("kind", kind);
        json.WriteStartArray("arrays");
        foreach (EntryFacts entry in arrays)
            WriteEntry(json, entry);
        json.WriteEndArray();
    });

    private static void WriteEntry(Utf8JsonWriter json, EntryFacts entry)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Name);
        if (entry.Descr is not null)
            WriteArray(json, entry);
        json.WriteNumber("nbytes", entry.NBytes);
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, EntryFacts entry)
    {
        json.WriteString("version", entry.Version);
        json.WriteString("descr", entry.Descr);
        json.WriteStartArray("shape");
        foreach (long length in entry.Shape)
            json.WriteNumberValue(length);
        json.WriteEndArray();
        json.WriteBoolean("fortran_order", entry.FortranOrder);
        if (entry.DataOffset is { } offset)
            json.WriteNumber("data_offset", offset);
        else
            json.WriteNull("data_offset");
    }
}
