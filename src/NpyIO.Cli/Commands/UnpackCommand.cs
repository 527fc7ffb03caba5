using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Unpacking;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio unpack</c>: writes an archive's entries to files.</summary>
internal static class UnpackCommand
{
    internal const string Name = "unpack";

    internal const string Details = """
        Each array becomes DIR/NAME.npy, byte for byte as it is in the archive; a slash in its name makes a folder. Other
        entries become DIR/NAME. Every CRC is checked. A file appears whole or not at all, and replaces what was there.
        Of several entries of one name the last counts, as in NumPy; what is damaged is left out, and the exit status is 1.
        Any ZIP archive can be unpacked, also one without arrays, such as PyTorch's.

        Nothing at all is written where a name leads out of DIR (../x, /x, C:x, a\b) or where a link in DIR stands in the way.

        Examples:
          npyio unpack weights.npz weights

        """;

    internal static Command Build(Tool tool)
    {
        var source = new Argument<string>("IN.npz") { Description = "The archive to read." };
        var target = new Argument<string>("DIR") { Description = "The folder for its entries, created if it does not exist." };
        var command = new Command(Name, "Unpacks an archive's entries into files.") { source, target };
        command.SetAction(parsed => tool.ForEach([parsed.GetRequiredValue(source)], file => Unpack(tool, file, parsed.GetRequiredValue(target))));
        return command;
    }

    private static void Unpack(Tool tool, string source, string folder)
    {
        using var input = InputFile.Open(source, new InputOptions());
        if (input.IsObjects)
        {
            RefuseAllButPickles(input);
            throw new ToolException("is a pickle or joblib file, no archive; 'npyio convert' writes its arrays into one");
        }

        if (input.Archive is not { } archive)
        {
            input.ReadHeader();   // throws for anything that is not an array
            throw new ToolException("is a single array, no archive");
        }
        if (folder.Length == 0)
            throw new FileFailedException(folder, new DirectoryNotFoundException());

        var problems = new ErrorCollector();
        UnpackPlan plan = Plan(archive, folder, problems);
        tool.Follow(source, Entries.Length(plan.Files.Select(file => file.Value)), progress => Write(plan, folder, problems, new ProgressSum(progress)));
        problems.ThrowIfAny();
    }

    /// <summary>The error names any other format. A pickle that is too long to read is accepted as one.</summary>
    private static void RefuseAllButPickles(InputFile input)
    {
        try
        {
            input.LoadObjects(NpyReadOptions.AsStored);
        }
        catch (NpyFormatException exception) when (exception.Reason == NpyFormatReason.TooManyElements)
        {
            return;
        }
    }

    private static UnpackPlan Plan(NpzFile archive, string folder, ErrorCollector problems)
    {
        var plan = new UnpackPlan(folder);
        foreach (NpzEntry entry in archive)
        {
            bool isArray = false;
            bool isGood = problems.Try(() => isArray = Entries.IsArray(entry));
            // An entry with a bad header is not unpacked, but its name must still be valid.
            EntryPath.Of(entry.FullName, isArray);
            if (isGood)
                plan.Add(entry, isArray);
        }
        plan.CheckPlaces();
        return plan;
    }

    private static void Write(UnpackPlan plan, string folder, ErrorCollector problems, ProgressSum progress)
    {
        FileFailedException.Concerning(folder, () => Directory.CreateDirectory(folder));
        foreach (string inner in plan.Folders)
            FileFailedException.Concerning(inner, () => Directory.CreateDirectory(inner));
        foreach ((string path, NpzEntry entry) in plan.Files)
            problems.Try(() => Write(path, entry, progress.Part()));
    }

    private static void Write(string path, NpzEntry entry, IProgress<long>? progress)
    {
        try
        {
            AtomicOutput.WriteBytes(path, stream => EntryCopy.Copy(entry, stream, path, progress));
        }
        // An error in the entry is the archive's, any other error the file's.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FileFailedException(path, exception);
        }
    }
}
