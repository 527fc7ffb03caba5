using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;
using NpyIO.Cli.Views;
using NpyIO.Errors;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio cat</c>: shows values.</summary>
internal static class CatCommand
{
    internal const string Name = "cat";

    internal const string Details = """
        Examples:
          npyio cat a.npy             as NumPy prints it: a long array is shortened in the middle
          npyio cat --json a.npy      {"file":"a.npy","arrays":{"":[[1.5,2.0],["NaN",-0.0]]}}
          npyio cat w.npz             every array, with its name
          npyio cat w.npz --entry b   the array called b (or b.npy)
          npyio cat --json w.npz      {"file":"w.npz","arrays":{"b":[0.5,1.0],"epoch":7}}
          npyio cat a.npy --slice '1000:2000, ::10'

        If several entries have one name, the last one counts, as in NumPy. Entries that are not arrays are not in the JSON.
        Pickles and joblib files (no code in them is run) give {"file":...,"value":...} instead, or "values" and a list
        if several values follow each other in one file; --entry then takes a path as "npyio info" shows it: ['a'][0].

        Values in JSON: bool true; numbers as short as they can be and still be the same when they are read as doubles, and
        "NaN", "Infinity", "-Infinity"; complex [re,im]; S and U strings, or {"codepoints":[...]} if they hold invalid
        code points or two surrogates side by side; raw bytes in hex;
        datetime64 as ISO 8601 or "NaT"; timedelta64 as its count or "NaT"; records {"field":value}; sub-arrays as lists.
        Python objects: null, true, numbers, strings and lists as they are, anything else by its kind: {"tuple":[...]},
        {"dict":[[key,value],...]}, {"set":[...]}, {"bytes":base64}, {"float":"NaN"}, {"complex":[re,im]}, {"date":"2020-02-29"},
        {"datetime":...}, {"time":...}, {"timedelta":[days,seconds,microseconds]}, {"decimal":"1.10"}, {"fraction":[n,d]},
        {"range":[a,b,c]}, {"slice":[a,b,c]}, {"dtype":descr}, {"ndarray":{"descr":...,"shape":[...],"data":...}}, and of any other
        class its description: {"opaque":"module.Class","args":...,"state":...,"items":...}. The attributes of an OrderedDict
        stand beside its entries: {"dict":...,"state":...}. Integers of more than 4300 digits are an error, as in Python.

        """ + SharedOptions.AboutSlice + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool)
    {
        Argument<string[]> files = SharedOptions.Files();
        Option<string?> entry = SharedOptions.Entry();
        Option<bool> json = SharedOptions.Json("One JSON document per file, one line each, with every value.");
        Option<Slice[]?> part = SharedOptions.Part();
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Shows the values that files hold.") { files, entry, part, json, most };
        command.SetAction(parsed => Run(
            tool,
            parsed.GetRequiredValue(files),
            parsed.GetValue(entry),
            SharedOptions.IsGiven(parsed, json),
            new InputOptions { Index = SharedOptions.IndexOf(parsed, part), MaxDecompressedLength = parsed.GetValue(most) }));
        return command;
    }

    internal static int Run(Tool tool, string[] files, string? entry, bool json, InputOptions options)
    {
        bool titled = files.Length > 1;
        return tool.ForEach(files, json ? file => WriteJson(tool.Output, file, entry, options) : file => Show(tool, file, entry, titled, options));
    }

    private static void Show(Tool tool, string file, string? entry, bool titled, InputOptions options)
    {
        using var input = InputFile.Open(file, options);
        string title = titled ? SafeText.Escape(file) + ": " : "";
        if (input.IsObjects && entry is null)
            ShowValues(tool, input, input.LoadObjects(NpyReadOptions.Default), titled ? title : null);
        else if (input.Archive is { } archive && entry is null)
            ShowEntries(tool, input, archive, title);
        else
            input.Use(entry, NpyReadOptions.AsStored, array => ShowArray(tool, input, array, titled ? title : null));
    }

    private static void ShowEntries(Tool tool, InputFile input, NpzFile archive, string title)
    {
        Entries.RefuseTorch(archive);
        if (archive.Entries.Count == 0)
            tool.Output.Write($"{title}no entries\n");
        var problems = new ErrorCollector();
        foreach (NpzEntry entry in archive)
        {
            // Show the good entries, even if others are bad.
            problems.Try(() => ShowEntry(tool, input, entry, $"{title}{SafeText.Escape(entry.Name)}: "));
            LargeArrays.Release(entry);
        }
        problems.ThrowIfAny();
    }

    private static void ShowEntry(Tool tool, InputFile input, NpzEntry entry, string title)
    {
        if (!Entries.IsArray(entry))
        {
            tool.Output.Write($"{title}{entry.Length} {(entry.Length == 1 ? "byte" : "bytes")}, no array\n");
            return;
        }
        Entries.Concerning(entry, () =>
        {
            using InputArray array = input.OpenEntry(entry, NpyReadOptions.AsStored);
            ShowArray(tool, input, array, title);
        });
    }

    private static void ShowArray(Tool tool, InputFile input, InputArray array, string? title)
    {
        ArrayView view = ArrayView.Of(array, tool.TerminalWidth, input.Rows);
        if (title is not null)
            tool.Output.Write($"{title}{SafeText.Escape(array.DType.Name)}, shape {PythonText.Shape(array.Shape)}\n");
        view.Write(tool.Output);
    }

    private static void ShowValues(Tool tool, InputFile input, ObjectFile objects, string? title)
    {
        if (objects.Values.Count == 1)
            ShowValue(tool, input, objects.Value, title);
        for (int i = 0; objects.Values.Count > 1 && i < objects.Values.Count; i++)
            ShowValue(tool, input, objects.Values[i], $"{title}[{i}]: ");
        if (objects.Fault is { } fault)
            throw fault;
    }

    private static void ShowValue(Tool tool, InputFile input, object? value, string? title)
    {
        if (value is NdArray array)
        {
            ShowArray(tool, input, input.PartOf(new LoadedInput(array)), title);
            return;
        }
        if (input.IsPart)
            throw new ToolException($"has no rows or slices: it is not an array; {SharedOptions.EntryName} takes the path of one, as 'npyio info' shows it");
        if (title is not null)
            tool.Output.Write(title);
        ObjectView.Write(tool.Output, value);
    }

    private static void WriteJson(Utf8Writer output, string file, string? entry, InputOptions options)
    {
        using var input = InputFile.Open(file, options);
        if (input.IsObjects)
        {
            Action<Utf8Writer> value = Value(input, entry, out bool isSeveral);
            WriteDocument(output, file, isSeveral ? ",\"values\":"u8 : ",\"value\":"u8, value, default);
            return;
        }
        if (input.Archive is { } archive)
        {
            if (entry is null)
                Entries.RefuseTorch(archive);
            WriteDocument(output, file, ",\"arrays\":"u8, new JsonEntriesWriter(input, entry is null ? archive : [Entries.FindArray(archive, entry)], isChecked: true).Write, default);
            return;
        }

        using ItemBytes items = input.OpenItems(entry, native: true, new ProgressSum(null));
        var values = new JsonValueWriter(items);
        WriteDocument(output, file, ",\"arrays\":{\"\":"u8, values.Write, "}"u8);
    }

    /// <summary>If writing fails half-way, ends the line: it is not valid JSON, but what follows is not damaged.</summary>
    private static void WriteDocument(Utf8Writer output, string file, ReadOnlySpan<byte> before, Action<Utf8Writer> values, ReadOnlySpan<byte> after)
    {
        try
        {
            output.Write("{\"file\":"u8);
            JsonText.Write(output, file);
            output.Write(before);
            values(output);
            output.Write(after);
            output.Write("}\n"u8);
        }
        catch (Exception exception) when (exception is not (OutputClosedException or OutputFailedException))
        {
            output.Write((byte)'\n');
            throw;
        }
    }

    internal static Action<Utf8Writer> Value(InputFile input, string? entry, out bool isSeveral)
    {
        ObjectFile objects = input.LoadSound(NpyReadOptions.Default with { ByteOrder = ByteOrderMode.Keep });   // the descr names it
        isSeveral = entry is null && objects.Values.Count > 1;
        object? value = entry is null ? objects.Value : objects.FindArray(entry);
        if (input.IsPart)
            value = input.PartOf(new LoadedInput(value as NdArray ?? objects.FindArray(entry))).Load();
        ObjectCheck.Run(value);
        return output => ObjectJson.Write(output, value);
    }
}
