using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NpyIO.Benchmarks.Compare;

/// <summary>What the comparison was asked for on the command line.</summary>
internal sealed record CompareOptions
{
    /// <summary>Whether everything is a twentieth of its size.</summary>
    internal bool Quick { get; init; }

    /// <summary>The numbers of the targets to measure; empty for all.</summary>
    internal IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>How many rounds count.</summary>
    internal int Rounds { get; init; } = 7;

    /// <summary>The command that starts Python, in words; null to look for one.</summary>
    internal IReadOnlyList<string>? Python { get; init; }

    /// <summary>Where the files go; null for the temporary directory.</summary>
    internal string? Directory { get; init; }

    /// <summary>The file that gets the table too; null for none.</summary>
    internal string? Out { get; init; }

    internal static bool TryParse(ReadOnlySpan<string> args, [NotNullWhen(true)] out CompareOptions? options, [NotNullWhen(false)] out string? error)
    {
        options = null;
        var parsed = new CompareOptions();
        while (!args.IsEmpty)
        {
            string name = args[0];
            if (name == "--quick")
            {
                parsed = parsed with { Quick = true };
                args = args[1..];
                continue;
            }

            if (args.Length < 2)
            {
                error = $"{name}: unknown, or without its value";
                return false;
            }

            string value = args[1];
            args = args[2..];
            switch (name)
            {
                case "--only":
                    parsed = parsed with { Only = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };
                    break;
                case "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out int rounds) && rounds > 0:
                    parsed = parsed with { Rounds = rounds };
                    break;
                case "--python":
                    parsed = parsed with { Python = value.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
                    break;
                case "--dir":
                    parsed = parsed with { Directory = Path.GetFullPath(value) };
                    break;
                case "--out":
                    parsed = parsed with { Out = Path.GetFullPath(value) };
                    break;
                default:
                    error = $"{name} {value}: unknown";
                    return false;
            }
        }

        error = null;
        options = parsed;
        return true;
    }
}
