using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace NpyIO.Cli.Commands;

/// <summary>Arguments and options shared by several commands.</summary>
internal static class SharedOptions
{
    internal const string EntryName = "--entry";

    internal const string SliceName = "--slice";

    internal const string RowsName = "--rows";

    internal const string AxisName = "--axis";

    private const string RowsAlias = "-n";

    private static readonly string Digits = $"it takes digits only, 0 to {long.MaxValue.ToString(CultureInfo.InvariantCulture)}";

    internal const string MaxDecompressedLengthName = "--max-decompressed-length";

    internal const string AboutSlice = """

        --slice takes a part of every array, as Python writes it between brackets: '1000:2000, ::10', '..., -1', '3'. Only that
        part is read from files and archives.

        """;

    internal const string AboutMaxDecompressedLength = """

        A pickle in a compressed file may have 16 MiB and 100 times the compressed bytes, without the data of its arrays: a few
        kilobytes can become gigabytes of objects. --max-decompressed-length BYTES allows another length for a file that you trust.

        """;

    internal static Argument<string[]> Files() => new("FILE") { Description = "Files to read.", Arity = ArgumentArity.OneOrMore };

    internal static Option<bool> Json(string description) => Flag("--json", description);

    internal static Option<bool> Compress() => Flag("--compress", "Compress the archive's entries (deflate), as np.savez_compressed.");

    internal static Option<string?> Entry() => new(EntryName) { Description = "The array of that name, with or without .npy, in archives.", HelpName = "NAME", Arity = ArgumentArity.ExactlyOne };

    internal static Option<Slice[]?> Part()
    {
        var option = new Option<Slice[]?>(SliceName) { Description = "The part of every array, as Python writes it: '1000:2000, ::10'.", HelpName = "INDEX", Arity = ArgumentArity.ExactlyOne };
        option.CustomParser = result =>
        {
            try
            {
                return Slice.ParseIndex(result.Tokens[0].Value);
            }
            catch (FormatException e)
            {
                result.AddError($"{SliceName}: {e.Message}");
                return null;
            }
        };
        return option;
    }

    /// <summary>Returns null if no part was asked for; the parser alone would return an empty index.</summary>
    internal static Slice[]? IndexOf(ParseResult parsed, Option<Slice[]?> part) => IsGiven(parsed, part) ? parsed.GetValue(part) : null;

    internal static Option<long?> MaxDecompressedLength() => Number<long>(
        MaxDecompressedLengthName, "BYTES", NumberStyles.None, $"a number of bytes for {MaxDecompressedLengthName}: {Digits}", "The maximum length of the pickle in a compressed file, without the data of arrays.");

    internal static Option<long?> Rows(string description)
    {
        Option<long?> option = Number<long>(RowsName, "N", NumberStyles.None, $"a number of rows for {RowsName}: {Digits}", description);
        option.Aliases.Add(RowsAlias);
        return option;
    }

    internal static Option<int?> Axis() => Number<int>(
        AxisName, "N", NumberStyles.AllowLeadingSign, $"a number for {AxisName}", "The axis along which to join, 0 by default. Negative ones count from the last.");

    /// <summary><paramref name="expected"/> is what a wrong word is not.</summary>
    private static Option<T?> Number<T>(string name, string helpName, NumberStyles styles, string expected, string description)
        where T : struct, INumberBase<T>
    {
        var option = new Option<T?>(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.ExactlyOne };
        option.CustomParser = result =>
        {
            string word = result.Tokens[0].Value;
            if (T.TryParse(word, styles, CultureInfo.InvariantCulture, out T number))
                return number;
            result.AddError($"'{word}' is not {expected}");
            return null;
        };
        return option;
    }

    // The value may begin with a hyphen.
    internal static bool TakesValue(string name) => name is EntryName or SliceName or RowsName or RowsAlias or AxisName or MaxDecompressedLengthName or DiffCommand.RtolName or DiffCommand.AtolName or DiffCommand.EqualNaNName or TypesCommand.NamespaceName;

    // In '--json true', true is a file.
    internal static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    internal static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
