using System.CommandLine;
using System.Globalization;

namespace NpyIO.Cli.Commands;

/// <summary>Arguments and options shared by several commands.</summary>
internal static class SharedOptions
{
    internal const string EntryName = "--entry";

    internal const string MaxDecompressedLengthName = "--max-decompressed-length";

    internal const string AboutMaxDecompressedLength = """

        A pickle in a compressed file may have 16 MiB and 100 times the compressed bytes, without the data of its arrays: a few
        kilobytes can become gigabytes of objects. --max-decompressed-length BYTES allows another length for a file that you trust.

        """;

    internal static Argument<string[]> Files() => new("FILE") { Description = "Files to read.", Arity = ArgumentArity.OneOrMore };

    internal static Option<bool> Json(string description) => Flag("--json", description);

    internal static Option<bool> Compress() => Flag("--compress", "Compress the archive's entries (deflate), as np.savez_compressed.");

    internal static Option<string?> Entry() => new(EntryName) { Description = "The array of that name, with or without .npy, in archives.", HelpName = "NAME", Arity = ArgumentArity.ExactlyOne };

    internal static Option<long?> MaxDecompressedLength()
    {
        var option = new Option<long?>(MaxDecompressedLengthName)
        {
            Description = "The maximum length of the pickle in a compressed file, without the data of arrays.",
            HelpName = "BYTES",
            Arity = ArgumentArity.ExactlyOne,
        };
        option.CustomParser = result =>
        {
            string word = result.Tokens[0].Value;
            if (long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long length))
                return length;
            result.AddError($"'{word}' is not a number of bytes for {MaxDecompressedLengthName}: it takes digits only, 0 to {long.MaxValue}");
            return null;
        };
        return option;
    }

    // The value may begin with a hyphen.
    internal static bool TakesValue(string name) => name is EntryName or MaxDecompressedLengthName;

    // In '--json true', true is a file.
    private static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    internal static bool IsGiven(ParseResult parsed, Option flag) => parsed.GetResult(flag) is { Implicit: false };
}
