using System.CommandLine;

namespace NpyIO.Cli.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class Words
{
    internal const string EntryName = "--entry";

    internal static Argument<string[]> Files() => new("FILE") { Description = "Files to read.", Arity = ArgumentArity.OneOrMore };

    internal static Option<bool> Json(string description) => Flag("--json", description);

    /// <summary>A flag for archives that are written.</summary>
    internal static Option<bool> Compress() => Flag("--compress", "Compress the archive's members (deflate), as np.savez_compressed.");

    internal static Option<string?> Entry() => new(EntryName) { Description = "The array of that name, with or without .npy, in archives.", HelpName = "NAME", Arity = ArgumentArity.ExactlyOne };

    /// <summary>Takes no value: in <c>--json true</c>, <c>true</c> is a file.</summary>
    private static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>Whether a flag is on the command line.</summary>
    internal static bool IsGiven(ParseResult parsed, Option flag) => parsed.GetResult(flag) is { Implicit: false };
}
