using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Views;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio cat</c>: the values.</summary>
internal static class CatCommand
{
    internal const string Name = "cat";

    internal const string Details = """
        Examples:
          npyio cat a.npy             a long array is shortened in the middle, records are shown as a table
          npyio cat --json a.npy      {"file":"a.npy","arrays":{"":[[1.5,2.0],["NaN",-0.0]]}}

        Values in JSON: bool true; numbers as short as they can be and still be read back as the same, and "NaN", "Infinity",
        "-Infinity"; complex [re,im]; S and U strings (code points that are none: {"codepoints":[...]}); raw bytes in hex;
        datetime64 as ISO 8601 or "NaT"; timedelta64 as its count or "NaT"; records {"field":value}; sub-arrays as lists.

        """;

    internal static Command Build(Tool tool)
    {
        Argument<string[]> files = Words.Files();
        Option<string?> entry = Words.Entry();
        Option<bool> json = Words.Json("One JSON document per file, one line each, with every value.");
        var command = new Command(Name, "Shows the values that files hold.") { files, entry, json };
        command.SetAction(parsed =>
        {
            string[] paths = parsed.GetRequiredValue(files);
            string? name = parsed.GetValue(entry);
            bool titled = paths.Length > 1;
            return tool.ForEach(paths, !Words.IsGiven(parsed, json)
                ? path => Show(tool, path, name, titled)
                : path => WriteJson(tool.Output, path, name));
        });
        return command;
    }

    private static void Show(Tool tool, string file, string? entry, bool titled)
    {
        NdArray array = InputFile.Load(file, entry, NpyReadOptions.Default);
        var view = ArrayView.Of(array, tool.TerminalWidth);
        if (titled)
            tool.Output.Write($"{SafeText.Escape(file)}: {SafeText.Escape(array.DType.Name)}, shape {ShapeText.Of(array.Shape)}\n");
        view.Write(tool.Output);
    }

    private static void WriteJson(Utf8Writer output, string file, string? entry)
    {
        var values = new JsonValueWriter(InputFile.Load(file, entry, NpyReadOptions.Default));
        output.Write("{\"file\":"u8);
        JsonText.Write(output, file);
        output.Write(",\"arrays\":{\"\":"u8);
        values.Write(output);
        output.Write("}}\n"u8);
    }
}
