using System.CommandLine;
using System.Globalization;
using NpyIO.Cli.Comparing;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio diff</c>: compares the arrays of two files.</summary>
internal static class DiffCommand
{
    internal const string Name = "diff";

    internal const string RtolName = "--rtol";

    internal const string AtolName = "--atol";

    internal const string EqualNaNName = "--equal-nan";

    internal const string StrictName = "--strict";

    private const string True = "true";

    private const string False = "false";

    internal const string Details = """
        Examples:
          npyio diff a.npy b.npy                 nothing, and exit status 0, if they are equal
          npyio diff old.npz new.npz             entry by entry, also those that only one of them has
          npyio diff a.npy b.npy --rtol 1e-5 --atol 1e-8
                                                 |a - b| <= atol + rtol * |b| counts as equal
          npyio diff a.npy b.npy --strict false  values of different dtypes compare, and a single value with every element
          npyio diff --json a.npy b.npy          {"actual":"a.npy","desired":"b.npy","equal":false,"differences":[...]}

        A is the actual file, B the desired one. Dtypes and shapes must be the same, unless --strict is false; values must be
        equal, or numbers within the tolerance. NaN equals NaN, unless --equal-nan is false. The order of axes in the file, padding
        of records, and compression do not count. The report is what NumPy's assertions say: how many elements differ, the first
        five with both values, and the largest differences. Pickles and joblib files compare by the paths that "npyio info"
        shows: arrays and numbers by these options, everything else by type and content. Files of any size compare in little
        memory, unless they are pickles, compressed files, or hold Python objects.

        What is compared is read to its end. Entries that only one archive has, and arrays whose dtypes or shapes differ, are
        not: "npyio verify" finds damage there. Of more than 10,000 differences, the others are counted.

        Exit status: 0 if nothing differs, 1 if something does, 2 if a file is bad or missing, and for wrong usage.

        """ + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool)
    {
        var actual = new Argument<string>("A") { Description = "The actual file." };
        var desired = new Argument<string>("B") { Description = "The desired file." };
        Option<double?> rtol = Tolerance(RtolName, "The relative tolerance.");
        Option<double?> atol = Tolerance(AtolName, "The absolute tolerance.");
        Option<string?> equalNaN = Flag(EqualNaNName, "Whether NaN equals NaN: true (the default) or false.");
        Option<string?> strict = Flag(StrictName, "Whether dtypes and shapes must be the same: true (the default) or false.");
        Option<bool> json = SharedOptions.Json("One JSON document, one line.");
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Compares the arrays of two files.") { actual, desired, rtol, atol, equalNaN, strict, json, most };
        command.Validators.Add(result =>
        {
            if (result.GetValue(actual) == StandardStreams.InputName && result.GetValue(desired) == StandardStreams.InputName)
                result.AddError($"both files are '{StandardStreams.InputName}', and standard input can only be one of them");
        });
        command.SetAction(parsed =>
        {
            var options = new CompareOptions
            {
                Rtol = parsed.GetValue(rtol) ?? 0,
                Atol = parsed.GetValue(atol) ?? 0,
                EqualNaN = parsed.GetValue(equalNaN) != False,
                Strict = parsed.GetValue(strict) != False,
            };
            var comparison = new FileComparison(tool, parsed.GetRequiredValue(actual), parsed.GetRequiredValue(desired), options, parsed.GetValue(most));
            return Run(tool, comparison, SharedOptions.IsGiven(parsed, json));
        });
        return command;
    }

    private static int Run(Tool tool, FileComparison comparison, bool json)
    {
        // The report is written when both files have been read to their end: of a bad one, none.
        var found = new FoundDifferences();
        if (!tool.Try(comparison.Desired, _ => found = comparison.Run()))
            return ExitStatus.WrongUsage;
        try
        {
            if (json)
                DiffDocument.Write(tool.Output, comparison, found);
            else
                DiffReport.Write(tool.Output, found);
            tool.Output.Flush();
        }
        catch (OutputFailedException e)
        {
            // The usual status of an error would say that the files differ.
            tool.WriteError("standard output", ErrorText.Of(e.InnerException!, null));
            return ExitStatus.WrongUsage;
        }
        catch (OutputClosedException)
        {
            // Whoever reads the report has seen enough of it.
        }

        return found.Count == 0 ? ExitStatus.Success : ExitStatus.Different;
    }

    private static Option<double?> Tolerance(string name, string description)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "X", Arity = ArgumentArity.ExactlyOne };
        option.CustomParser = result =>
        {
            string word = result.Tokens[0].Value;
            if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0)
                return number;
            // Python's word.
            if (word.Equals("inf", StringComparison.OrdinalIgnoreCase))
                return double.PositiveInfinity;
            result.AddError($"'{word}' is not a number for {name}: 0 or more, such as 1e-5");
            return null;
        };
        return option;
    }

    // A parser of bool would not need the word.
    private static Option<string?> Flag(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "true|false", Arity = ArgumentArity.ExactlyOne };
        option.CustomParser = result =>
        {
            string word = result.Tokens[0].Value;
            if (word is not (True or False))
                result.AddError($"'{word}' is neither true nor false, for {name}");
            return word;
        };
        return option;
    }
}
