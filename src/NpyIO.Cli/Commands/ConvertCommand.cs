using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Views;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio convert</c>: from one file to another, by the other's extension.</summary>
internal static class ConvertCommand
{
    internal const string Name = "convert";

    internal const string Details = """
        OUT's extension, in any case, says what is written:
          .npy    the array as NumPy saves it; order and byte order stay as they are
          .bin    the bytes alone, in C order, as NumPy's tobytes()
          .csv    a line for each value (0-d, 1-d) or row (2-d); of records a line of field names, then one for each record.
                  Nested fields are columns a.b, sub-arrays a[0], a[1]; numbers and True, False, nan, inf as in Python, complex
                  as 1.0+2.0j, dates as ISO 8601, time spans as counts, raw bytes in hex; text in quotes where RFC 4180 needs
                  them (or where it is empty or begins or ends with a blank); lines end with a line feed
          .json   the values alone, as "npyio cat --json" gives them for the array
        OUT appears whole or not at all; what was there before is replaced at the end.

        Examples:
          npyio convert old.npy new.npy
          npyio convert table.npy table.csv

        """;

    internal static Command Build(Tool tool)
    {
        var source = new Argument<string>("IN") { Description = "The file to read." };
        var target = new Argument<string>("OUT") { Description = "The file to write: .npy, .bin, .csv or .json." };
        Option<string?> entry = Words.Entry();
        var command = new Command(Name, "Writes an array in another form.") { source, target, entry };
        command.SetAction(parsed =>
        {
            string output = parsed.GetRequiredValue(target);
            return Format(output) is { } format
                ? Convert(tool, parsed.GetRequiredValue(source), output, format, parsed.GetValue(entry))
                : CommandLine.WrongUsage(tool, $"cannot tell from '{output}' what to write: its extension must be .npy, .bin, .csv or .json", command);
        });
        return command;
    }

    private static TargetFormat? Format(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".NPY" => TargetFormat.Npy,
        ".NPZ" => TargetFormat.Npz,
        ".BIN" => TargetFormat.Bin,
        ".CSV" => TargetFormat.Csv,
        ".JSON" => TargetFormat.Json,
        _ => null,
    };

    private static int Convert(Tool tool, string source, string target, TargetFormat format, string? entry)
    {
        Action<string>? write = null;
        bool done = tool.Try(source, path => write = Prepare(path, format, entry)) && tool.Try(target, write!);
        return done ? ExitStatus.Success : ExitStatus.BadFile;
    }

    /// <summary>Loads the array and gives what writes it; what is wrong with the input is found here.</summary>
    private static Action<string> Prepare(string source, TargetFormat format, string? entry)
    {
        switch (format)
        {
            case TargetFormat.Npy:
                NdArray stored = InputFile.Load(source, entry, NpyReadOptions.AsStored);
                return target => Npy.Save(target, stored);
            case TargetFormat.Bin:
                var bytes = new RawValueWriter(InputFile.Load(source, entry, new NpyReadOptions { ByteOrder = ByteOrderMode.Keep }));
                return target => AtomicOutput.Write(target, bytes.Write);
            case TargetFormat.Csv:
                var lines = new CsvValueWriter(InputFile.Load(source, entry, NpyReadOptions.Default));
                return target => AtomicOutput.Write(target, lines.Write);
            case TargetFormat.Json:
                var values = new JsonValueWriter(InputFile.Load(source, entry, NpyReadOptions.Default));
                return target => AtomicOutput.Write(target, output =>
                {
                    values.Write(output);
                    output.Write((byte)'\n');
                });
            default:
                return _ => throw new ToolException("cannot be written: this version of npyio writes single arrays (.npy, .bin, .csv, .json)");
        }
    }
}
