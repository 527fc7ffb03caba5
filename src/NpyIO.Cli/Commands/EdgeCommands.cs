using System.CommandLine;
using NpyIO.Cli.Input;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio head</c>: shows the first rows.</summary>
internal static class HeadCommand
{
    internal const string Name = "head";

    internal const string Details = """
        Rows are positions of the first axis. All of them are shown, and long ones are shortened in the middle; a single element
        is shown whole. No more is read than that, also from a pipe, unless the array is in Fortran order.

        Examples:
          npyio head log.npy
          npyio head log.npy -n 3 --json
          zcat log.npy.gz | npyio head -

        """ + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool) => EdgeCommand.Build(tool, Name, "first", (rows, options) => options with { FirstRows = rows });
}

/// <summary><c>npyio tail</c>: shows the last rows.</summary>
internal static class TailCommand
{
    internal const string Name = "tail";

    internal const string Details = """
        Rows are positions of the first axis. All of them are shown, and long ones are shortened in the middle; a single element
        is shown whole. No more is read than that from files, and from archives that are not compressed.

        Examples:
          npyio tail log.npy
          npyio tail log.npy -n 3 --json

        """ + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool) => EdgeCommand.Build(tool, Name, "last", (rows, options) => options with { LastRows = rows });
}

/// <summary>What <c>head</c> and <c>tail</c> have in common.</summary>
internal static class EdgeCommand
{
    private const int Rows = 10;

    internal static Command Build(Tool tool, string name, string which, Func<long, InputOptions, InputOptions> choose)
    {
        Argument<string[]> files = SharedOptions.Files();
        Option<long?> rows = SharedOptions.Rows($"How many rows, {Rows} by default.");
        Option<string?> entry = SharedOptions.Entry();
        Option<bool> json = SharedOptions.Json("One JSON document per file, one line each, with every value of these rows.");
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(name, $"Shows the {which} rows of the arrays that files hold.") { files, rows, entry, json, most };
        command.SetAction(parsed => CatCommand.Run(
            tool,
            parsed.GetRequiredValue(files),
            parsed.GetValue(entry),
            SharedOptions.IsGiven(parsed, json),
            choose(parsed.GetValue(rows) ?? Rows, new InputOptions { MaxDecompressedLength = parsed.GetValue(most) })));
        return command;
    }
}
