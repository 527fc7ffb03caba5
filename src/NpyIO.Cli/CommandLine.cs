using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;
using System.Text;
using NpyIO.Cli.Commands;
using NpyIO.Cli.Output;

namespace NpyIO.Cli;

/// <summary>The grammar of the command line and its error messages.</summary>
internal static class CommandLine
{
    private const string Names = $"{InfoCommand.Name}, {CatCommand.Name}, {HeadCommand.Name}, {TailCommand.Name}, {ConvertCommand.Name}, {AppendCommand.Name}, {ConcatCommand.Name}, {PackCommand.Name}, {UnpackCommand.Name}, {VerifyCommand.Name}, {DiffCommand.Name} and {TypesCommand.Name}";

    internal static int Run(string[] arguments, Tool tool)
    {
        // No response files: a file may be called @x.npy.
        ParseResult parsed = Build(tool).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        Command command = parsed.CommandResult.Command;
        if (BeforeCommand(parsed.Tokens) is { } word)
        {
            string reason = word is ['-', _, ..] ? $"Unrecognized option '{word}' before the command (options go behind it)." : $"'{word}' is not a command; there are {Names}";
            return WrongUsage(tool, reason, parsed.RootCommandResult.Command);
        }
        if (UnknownOption(parsed.Tokens) is { } unknown)
            return WrongUsage(tool, $"Unrecognized option '{unknown}' (a file of that name goes behind '--').", command);
        if (parsed.Action is ParseErrorAction)
            return WrongUsage(tool, parsed.Errors[0].Message, command);
        using var output = new TextOutput(tool.Output);
        return parsed.Invoke(new InvocationConfiguration { Output = output, Error = tool.Error, EnableDefaultExceptionHandler = false });
    }

    internal static int WrongUsage(Tool tool, string reason, Command command)
    {
        tool.WriteError(null, reason);
        string name = command is RootCommand ? "npyio" : $"npyio {command.Name}";
        tool.Error.Write($"Try '{name} --help'.\n");
        return ExitStatus.WrongUsage;
    }

    /// <summary>Returns the first word if it is not a command, or null; the parser would only report that the command is missing.</summary>
    private static string? BeforeCommand(IReadOnlyList<Token> tokens)
    {
        foreach (Token token in tokens)
        {
            if (token.Type == TokenType.Command)
                return null;
            if (token.Type == TokenType.Argument)
                return token.Value;
        }
        return null;
    }

    /// <summary>Returns the first word that looks like an option but is not, or null; the parser would take it for a file.</summary>
    private static string? UnknownOption(IReadOnlyList<Token> tokens)
    {
        for (int i = 0; i < tokens.Count && tokens[i].Type != TokenType.DoubleDash; i++)
        {
            bool isValue = i > 0 && tokens[i - 1].Type == TokenType.Option && SharedOptions.TakesValue(tokens[i - 1].Value);
            if (tokens[i].Type == TokenType.Argument && !isValue && tokens[i].Value is ['-', _, ..] word)
                return word;
        }
        return null;
    }

    private static RootCommand Build(Tool tool)
    {
        var root = new RootCommand("Looks into NumPy's .npy and .npz files, pickles and joblib files, converts, packs, checks and compares them, and writes C# types for them.")
        {
            InfoCommand.Build(tool),
            CatCommand.Build(tool),
            HeadCommand.Build(tool),
            TailCommand.Build(tool),
            ConvertCommand.Build(tool),
            AppendCommand.Build(tool),
            ConcatCommand.Build(tool),
            PackCommand.Build(tool),
            UnpackCommand.Build(tool),
            VerifyCommand.Build(tool),
            DiffCommand.Build(tool),
            TypesCommand.Build(tool),
        };
        root.Directives.Clear();   // a file may be called [suggest]
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                option.Action = new HelpWithExamples(help);
            else if (option is VersionOption)
                option.Action = new VersionAction();
        }
        return root;
    }

    /// <summary>Writes text to the tool's output, for help and version.</summary>
    private sealed class TextOutput(Utf8Writer output) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => output.Write([value]);

        public override void Write(string? value) => output.Write(value.AsSpan());
    }
}

/// <summary>The standard help, followed by details and examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Overview = """
        Examples:
          npyio info *.npy                    one line for each file: shape, order, dtype
          npyio cat weights.npy               the values, for people
          npyio cat --json weights.npy        the values, for programs
          npyio cat a.npy --slice '5:9, -1'   some of them; head and tail show the first and the last rows
          npyio convert table.npy table.csv   the values, for a spreadsheet
          npyio append log.npy today.npy      rows to an array in a file; concat joins arrays to a new one
          npyio pack all.npz w=weights.npy    arrays into an archive
          npyio unpack all.npz folder         and out of it
          npyio verify all.npz                whether it is whole
          npyio diff old.npz new.npz          in what two files differ
          npyio types trades.npy              C# types for what a file holds

        FILE can be -, standard input.
        Exit status: 0; 1 if a file was bad or missing ("npyio: FILE: reason" on standard error); 2 for wrong usage.
        Of diff: 0 if nothing differs, 1 if something does, 2 if a file was bad or missing.

        """;

    public override int Invoke(ParseResult parseResult)
    {
        // The standard help calls the program by its assembly.
        TextWriter output = parseResult.InvocationConfiguration.Output;
        using var standard = new StringWriter();
        parseResult.InvocationConfiguration.Output = standard;
        help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(standard.ToString().Replace($"  {RootCommand.ExecutableName} ", "  npyio ", StringComparison.Ordinal));
        string details = parseResult.CommandResult.Command.Name switch
        {
            InfoCommand.Name => InfoCommand.Details,
            CatCommand.Name => CatCommand.Details,
            HeadCommand.Name => HeadCommand.Details,
            TailCommand.Name => TailCommand.Details,
            ConvertCommand.Name => ConvertCommand.Details,
            AppendCommand.Name => AppendCommand.Details,
            ConcatCommand.Name => ConcatCommand.Details,
            PackCommand.Name => PackCommand.Details,
            UnpackCommand.Name => UnpackCommand.Details,
            VerifyCommand.Name => VerifyCommand.Details,
            DiffCommand.Name => DiffCommand.Details,
            TypesCommand.Name => TypesCommand.Details,
            _ => Overview,
        };
        output.Write(details.ReplaceLineEndings("\n"));
        return ExitStatus.Success;
    }
}

/// <summary>Prints the tool's name and version for <c>--version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        string version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
        parseResult.InvocationConfiguration.Output.Write($"npyio {version.Split('+')[0]}\n");
        return ExitStatus.Success;
    }
}
