using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NpyIO.Cli.Commands;

namespace NpyIO.Cli;

/// <summary>The standard help, followed by details and examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Overview = """
        Examples:
          npyio info *.npy                    one line for each file: shape, order, dtype
          npyio cat weights.npy               the values, for people
          npyio cat --json weights.npy        the values, for programs
          npyio convert table.npy table.csv   the values, for a spreadsheet
          npyio pack all.npz w=weights.npy    arrays into an archive
          npyio unpack all.npz folder         and out of it
          npyio verify all.npz                whether it is whole

        Exit status: 0; 1 if a file was bad or missing ("npyio: FILE: reason" on standard error); 2 for wrong usage.

        """;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        string details = parseResult.CommandResult.Command.Name switch
        {
            InfoCommand.Name => InfoCommand.Details,
            CatCommand.Name => CatCommand.Details,
            ConvertCommand.Name => ConvertCommand.Details,
            PackCommand.Name => PackCommand.Details,
            UnpackCommand.Name => UnpackCommand.Details,
            VerifyCommand.Name => VerifyCommand.Details,
            _ => Overview,
        };
        parseResult.InvocationConfiguration.Output.Write(details.ReplaceLineEndings("\n"));
        return ExitStatus.Success;
    }
}
