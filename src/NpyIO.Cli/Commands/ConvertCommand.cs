using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;
using NpyIO.Cli.Views;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio convert</c>: converts a file to the format of the target's extension.</summary>
internal static class ConvertCommand
{
    internal const string Name = "convert";

    internal const string Details = """
        OUT's extension, in any case, says what is written:
          .npy    the array as NumPy saves it; order and byte order stay as they are
          .npz    an archive: of an archive the arrays in NumPy's form, Python objects and other entries as they are (with --entry
                  that one alone); a single array becomes the entry arr_0
          .bin    the bytes alone, in C order, as NumPy's tobytes()
          .csv    a line for each value (0-d, 1-d) or row (2-d); of records a line of field names, then one for each record.
                  Nested fields are columns a.b, sub-arrays a[0], a[1]; numbers and True, False, nan, inf as in Python, complex
                  as 1.0+2.0j, dates as ISO 8601, time spans as counts, raw bytes in hex; text in quotes where RFC 4180 needs
                  them (or where it is empty or begins or ends with a blank); lines end with a line feed
          .json   the values alone, as "npyio cat --json" gives them for the array; an archive, without --entry, as an object
                  by name
        Of a pickle or joblib file the arrays, and nothing else, go into an archive, named by their place: of {'a': x, 'b': [y]}
        a and b/0; --entry takes a path as "npyio info" shows it. Of an archive --entry says which array; one that holds a single
        array needs none. Of several entries of one name the last counts, as in NumPy. OUT appears whole or not at all; what was
        there before is replaced at the end.

        Examples:
          npyio convert old.npy new.npy
          npyio convert table.npy table.csv
          npyio convert weights.npz bias.npy --entry bias
          npyio convert long.npy some.csv --slice '-1000:'
          npyio convert weights.npz small.npz --compress

        """ + SharedOptions.AboutSlice + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool)
    {
        var source = new Argument<string>("IN") { Description = "The file to read." };
        var target = new Argument<string>("OUT") { Description = "The file to write: .npy, .npz, .bin, .csv or .json." };
        Option<string?> entry = SharedOptions.Entry();
        Option<Slice[]?> part = SharedOptions.Part();
        Option<bool> compress = SharedOptions.Compress();
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Writes arrays in another form.") { source, target, entry, part, compress, most };
        command.SetAction(parsed =>
        {
            string input = parsed.GetRequiredValue(source), output = parsed.GetRequiredValue(target);
            string? name = parsed.GetValue(entry);
            bool compressed = SharedOptions.IsGiven(parsed, compress);
            var options = new InputOptions { Index = SharedOptions.IndexOf(parsed, part), MaxDecompressedLength = parsed.GetValue(most) };
            InputFile Open(string path) => InputFile.Open(path, options);
            return Format(output) switch
            {
                null => CommandLine.WrongUsage(tool, $"cannot tell from '{output}' what to write: its extension must be .npy, .npz, .bin, .csv or .json", command),
                TargetFormat.Npz => tool.ForEach([input], _ => ArchiveConversion.Run(tool, Open, input, output, name, compressed)),
                _ when compressed => CommandLine.WrongUsage(tool, $"cannot compress '{output}': --compress is for .npz", command),
                { } format => tool.ForEach([input], _ => Convert(tool, Open, input, output, format, name)),
            };
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

    private static void Convert(Tool tool, Func<string, InputFile> open, string source, string target, TargetFormat format, string? entry)
    {
        using var input = open(source);
        if (input.Archive is { } whole && entry is null)
            Entries.RefuseTorch(whole);
        tool.Follow(source, 2 * input.LengthOf(entry), progress =>
        {
            var sum = new ProgressSum(progress);
            switch (format)
            {
                case TargetFormat.Npy:
                    WriteArray(input, target, entry, sum);
                    break;
                case TargetFormat.Json when input.IsObjects || (input.Archive is not null && entry is null):
                    Action<Utf8Writer> values = input.Archive is { } archive ? new JsonEntriesWriter(input, archive, sum).Write : CatCommand.Value(input, entry, out _);
                    Write(input, target, output =>
                    {
                        values(output);
                        output.Write((byte)'\n');
                    });
                    break;
                default:
                    using (ItemBytes items = input.OpenItems(entry, native: format != TargetFormat.Bin, sum))
                        WriteItems(input, target, format, entry, items);
                    break;
            }
        });
    }

    private static void WriteItems(InputFile input, string target, TargetFormat format, string? entry, ItemBytes items)
    {
        Action<Utf8Writer> values = input.Concerning<Action<Utf8Writer>>(entry, () => format switch
        {
            TargetFormat.Bin => new RawValueWriter(items).Write,
            TargetFormat.Csv => new CsvValueWriter(items).Write,
            _ => new JsonValueWriter(items).Write,
        });
        Write(input, target, output =>
        {
            input.Concerning(entry, () =>
            {
                values(output);
                return true;
            });
            if (format == TargetFormat.Json)
                output.Write((byte)'\n');
            items.Dispose();
        });
    }

    private static void WriteArray(InputFile input, string target, string? entry, ProgressSum progress)
    {
        using StreamedItems? stored = input.TryOpenStored(entry, progress);
        if (stored is null)
        {
            NdArray array = input.Load(entry, NpyReadOptions.AsStored with { Progress = progress.Part() });
            input.Dispose();   // before the target replaces it: both may be the same file
            FileFailedException.Concerning(target, () => Npy.Save(target, array, new NpyWriteOptions { Progress = progress.Part() }));
            return;
        }
        Write(input, target, output =>
        {
            output.Write(new NpyHeader(stored.DType, stored.Shape, !InputFile.IsInCOrder(stored.Header)).ToBytes());
            new RawValueWriter(stored).Write(output);
            stored.Dispose();
        });
    }

    private static void Write(InputFile input, string target, Action<Utf8Writer> content) => AtomicOutput.Write(target, content, close: input.Dispose);
}

/// <summary>The output formats of <c>npyio convert</c>.</summary>
internal enum TargetFormat
{
    Npy,

    Npz,

    Bin,

    Csv,

    Json,
}

/// <summary>Writes an array's bytes in C order: NumPy's <c>tobytes()</c>.</summary>
internal sealed class RawValueWriter
{
    private const int BlockLength = StreamedItems.BlockLength;

    private readonly ItemBytes _items;

    /// <summary>The elements are in the byte order to write, and are taken once.</summary>
    internal RawValueWriter(ItemBytes items)
    {
        if (items.DType.HasObject)
            throw new ToolException("holds Python objects, which have no bytes of their own");
        _items = items;
    }

    /// <summary>Writes the last block only if the source is complete, so that the output of a failure is too short.</summary>
    internal void Write(Utf8Writer output)
    {
        int block = Math.Max(1, BlockLength / Math.Max(1, _items.ItemSize));
        for (long first = 0; _items.NBytes > 0 && first < _items.Count; first += block)
        {
            ReadOnlySpan<byte> items = _items.Items(first, (int)Math.Min(block, _items.Count - first));
            if (first + block >= _items.Count)
                _items.Complete();
            output.Write(items);
        }
        if (_items.NBytes == 0)
            _items.Complete();
    }
}
