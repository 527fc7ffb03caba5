using System.CommandLine;

namespace NpyIO.Cli.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class Words
{
    internal const string EntryName = "--entry";

    internal static Argument<string[]> Files() => new("FILE") { Description = "Files to read.", Arity = ArgumentArity.OneOrMore };

    /// <summary>A flag, which takes no value: in <c>--json true</c>, <c>true</c> is a file.</summary>
    internal static Option<bool> Json(string description) => new("--json") { Description = description, Arity = ArgumentArity.Zero };

    internal static Option<string?> Entry() => new(EntryName) { Description = "The array of that name, in files that hold several.", HelpName = "NAME", Arity = ArgumentArity.ExactlyOne };

    /// <summary>Whether a flag is on the command line.</summary>
    internal static bool IsGiven(ParseResult parsed, Option flag) => parsed.GetResult(flag) is { Implicit: false };
}
