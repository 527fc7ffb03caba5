using System.CommandLine;
using System.Text.Json;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio verify</c>: checks that files are complete and undamaged.</summary>
internal static class VerifyCommand
{
    internal const string Name = "verify";

    internal const string Details = """
        A single array has no CRC: its header and its length are checked. Every entry of an archive is read, and its CRC, header
        and lengths are checked; two entries of one name count as a problem, and so does an archive that PyTorch wrote, which
        holds no arrays. A pickle or joblib file is read to its end without running anything; bytes after the first value, which
        Python would not load, count as a problem.

        Examples:
          npyio verify *.npz           weights.npz: ok (3 entries)
          npyio verify --json x.npz    {"file":"x.npz","ok":false,"members":3,"problems":[{"member":"w.npy",
                                       "reason":"BadChecksum","offset":0,"message":"..."}]}

        """ + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool)
    {
        Argument<string[]> files = SharedOptions.Files();
        Option<bool> json = SharedOptions.Json("One JSON document per file, one line each, with everything that is wrong.");
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Checks that files are whole: every CRC, every header, every length.") { files, json, most };
        command.SetAction(parsed => tool.ForEach(parsed.GetRequiredValue(files), file => Verify(tool, file, SharedOptions.IsGiven(parsed, json), parsed.GetValue(most))));
        return command;
    }

    private static void Verify(Tool tool, string file, bool json, long? maxDecompressedLength)
    {
        (int? entries, IReadOnlyList<NpyFormatException> found) = Check(tool, file, maxDecompressedLength);
        if (json)
            VerifyDocument.Write(tool.Output, file, entries, found);
        var problems = new ErrorCollector();
        foreach (NpyFormatException problem in found)
            problems.Add(ErrorText.Of(problem));
        problems.ThrowIfAny();
        if (!json)
            tool.Output.Write($"{SafeText.Escape(file)}: ok{(entries is { } count ? $" ({count} {(count == 1 ? "entry" : "entries")})" : "")}\n");
        tool.Output.Flush();   // the next file may take long
    }

    /// <summary>The number of entries is null if the file is not an archive.</summary>
    private static (int? Entries, IReadOnlyList<NpyFormatException> Problems) Check(Tool tool, string file, long? maxDecompressedLength)
    {
        try
        {
            using var input = InputFile.Open(file, new InputOptions { MaxDecompressedLength = maxDecompressedLength });
            if (input.Archive is { } archive)
                return (archive.Entries.Count, CheckEntries(tool, file, archive));
            if (input.IsObjects)
            {
                ObjectFile objects = input.LoadObjects(NpyReadOptions.AsStored);
                return (null, [.. new[] { objects.Trailing, objects.Fault }.OfType<NpyFormatException>()]);
            }

            return (null, input.Verify());
        }
        catch (NpyFormatException exception)
        {
            return (null, [exception]);
        }
    }

    private static IReadOnlyList<NpyFormatException> CheckEntries(Tool tool, string file, NpzFile archive)
    {
        IReadOnlyList<NpyFormatException> problems = [];
        tool.Follow(file, Entries.Length(archive.Entries), progress => problems = archive.Verify(new NpyReadOptions { Progress = progress }));
        return Entries.TorchError(archive) is { } torch ? [torch, .. problems] : problems;
    }
}

/// <summary>Writes the line of <c>verify --json</c> for a file.</summary>
internal static class VerifyDocument
{
    /// <summary><paramref name="entries"/> is null if their number is unknown or the file is not an archive.</summary>
    internal static void Write(Utf8Writer output, string file, int? entries, IReadOnlyList<NpyFormatException> problems) => JsonText.WriteDocument(output, json =>
    {
        json.WriteString("file", file);
        json.WriteBoolean("ok", problems.Count == 0);
        if (entries is { } count)
            json.WriteNumber("members", count);
        else
            json.WriteNull("members");
        json.WriteStartArray("problems");
        foreach (NpyFormatException problem in problems)
            WriteProblem(json, problem);
        json.WriteEndArray();
    });

    private static void WriteProblem(Utf8JsonWriter json, NpyFormatException problem)
    {
        json.WriteStartObject();
        json.WriteString("member", problem.EntryName);
        json.WriteString("reason", problem.Reason.ToString());
        json.WriteNumber("offset", problem.Offset);
        json.WriteString("message", ErrorText.Of(problem));
        json.WriteEndObject();
    }
}
