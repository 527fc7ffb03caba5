using System.CommandLine;
using NpyIO.Cli.Input;

namespace NpyIO.Cli.Commands;

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
