using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio append</c>: adds rows to a file in place.</summary>
internal static class AppendCommand
{
    internal const string Name = "append";

    internal const string RewriteName = "--rewrite";

    internal const string RepairName = "--repair";

    internal const string Details = """
        The arrays of MORE become rows of FILE, one after another: all of them, or none if anything is wrong. FILE grows in
        place along its first axis (one in Fortran order along the last); it is created if it is missing. Shapes must fit, and
        dtypes must be equal but for the byte order. Others can read FILE meanwhile, and other appenders wait.
        A file of 64 MiB or more is rewritten only with --rewrite, if its header has no room for the number of rows. FILE is
        refused if anything follows its array, which may be another array; --repair cuts that first.

        Examples:
          npyio append log.npy today.npy
          npyio append all.npy part1.npy part2.npz -        - is standard input

        """ + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool)
    {
        var target = new Argument<string>("FILE") { Description = "The file that grows (.npy)." };
        var sources = new Argument<string[]>("MORE") { Description = "Files with rows for it.", Arity = ArgumentArity.OneOrMore };
        Option<string?> entry = SharedOptions.Entry();
        Option<bool> rewrite = SharedOptions.Flag(RewriteName, "Rewrite FILE if its header has no room, however long it is.");
        Option<bool> repair = SharedOptions.Flag(RepairName, "Cut what follows the array in FILE first, whatever it is.");
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Adds rows to an array in a file, in place.") { target, sources, entry, rewrite, repair, most };
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(target);
            if (file == StandardStreams.InputName)
                return CommandLine.WrongUsage(tool, "standard input cannot grow: FILE must be a file", command);
            if (Path.GetExtension(file).Equals(".npz", StringComparison.OrdinalIgnoreCase))
                return CommandLine.WrongUsage(tool, $"cannot append to '{file}': rows are added to .npy files only", command);
            var rows = new Rows(parsed.GetRequiredValue(sources), parsed.GetValue(entry), new InputOptions { IsJoined = true, MaxDecompressedLength = parsed.GetValue(most) });
            return tool.ForEach([file], _ =>
            {
                if (SharedOptions.IsGiven(parsed, repair) && File.Exists(file))
                    Npy.Repair(file);
                Append(tool, file, rows, SharedOptions.IsGiven(parsed, rewrite));
            });
        });
        return command;
    }

    private static void Append(Tool tool, string file, Rows rows, bool rewrite) => tool.Follow(file, rows.Length(), progress =>
    {
        int axis = File.Exists(file) && !AtomicFile.IsSpecial(file) ? AxisOf(file) : 0;
        try
        {
            Npy.Append(file, rows.Of(axis), new NpyAppendOptions { Rewrite = rewrite, Progress = progress });
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException && rows.Current is { } current)
        {
            throw new FileFailedException(current, e);
        }
    });

    /// <summary>The axis that grows.</summary>
    private static int AxisOf(string file)
    {
        if (NpyFileInfo.Detect(file) is { Kind: not (NpyFileKind.Npy or NpyFileKind.Unknown) } info)
            throw new ToolException($"is {info.Description}; append adds rows to .npy files only");
        NpyHeader header = Npy.ReadHeader(file);
        if (header.DType.HasObject)
            throw new ToolException("holds Python objects, which rows cannot be appended to");
        if (header.Shape.IsEmpty)
            throw new ToolException("holds a single element without an axis, which has no rows to append to");
        return header.FortranOrder ? header.Shape.Length - 1 : 0;
    }

    /// <summary>The rows of several files.</summary>
    private sealed class Rows(string[] files, string? entry, InputOptions options)
    {
        /// <summary>The file whose rows are being taken.</summary>
        internal string? Current { get; private set; }

        /// <summary>In bytes, as far as it is known.</summary>
        internal long Length() => files.Sum(file => new FileInfo(file) is { Exists: true } found ? found.Length : 0);

        internal IEnumerable<NdArray> Of(int axis)
        {
            foreach (string file in files)
            {
                Current = file;
                using InputFile input = FileFailedException.Concerning(file, () => InputFile.Open(file, options));
                using InputArray array = FileFailedException.Concerning(file, () => input.OpenArray(entry, NpyReadOptions.AsStored));
                using IEnumerator<NdArray> blocks = (array.Rank > axis && array.Shape[axis] > 0 ? array.Along(axis) : [array.Load()]).GetEnumerator();
                while (FileFailedException.Concerning(file, blocks.MoveNext))
                    yield return blocks.Current;
            }
        }
    }
}
