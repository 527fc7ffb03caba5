using NpyIO.Cli.Output;

namespace NpyIO.Cli.Comparing;

/// <summary>Writes differences for people: NumPy's message, under the name of the entry.</summary>
internal static class DiffReport
{
    internal static void Write(Utf8Writer output, FoundDifferences found)
    {
        foreach (FoundDifference difference in found.Kept)
        {
            if (difference.Name is { } name)
                output.Write($"{(name.Length == 0 ? "value" : SafeText.Escape(name))}: ");
            foreach (string line in difference.Text.Split('\n'))
                output.Write($"{SafeText.Escape(line)}\n");
        }

        if (found.More > 0)
            output.Write($"… and {found.More} more {(found.More == 1 ? "difference" : "differences")}\n");
    }
}
