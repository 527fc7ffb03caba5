using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

// Names that no member has.
internal static partial class Throw
{
    /// <summary>How many names a message lists at most.</summary>
    private const int MostNames = 5;

    /// <summary>How many members are compared with a name that is not there.</summary>
    private const int MostCompared = 1_000;

    /// <summary>The longest names that are compared.</summary>
    private const int MostComparedLength = 64;

    /// <summary>Throws for a name that no member has: says which names are like it, or what names there are.</summary>
    [DoesNotReturn]
    internal static NpzEntry NoSuchMember(string key, NpzEntry[] entries)
    {
        string[] near = [.. entries.Take(MostCompared).Select(entry => (entry.Name, Distance: Distance(key, entry.Name)))
            .Where(pair => pair.Distance <= Math.Max(1, key.Length / 2))
            .OrderBy(pair => pair.Distance)
            .Take(MostNames)
            .Select(pair => Quoted(pair.Name))];
        string advice = near.Length > 0 ? $"; like it are {string.Join(", ", near)}"
            : entries.Length == 0 ? "; it is empty"
            : $"; it has {string.Join(", ", entries.Take(MostNames).Select(entry => Quoted(entry.Name)))}{(entries.Length > MostNames ? $" and {entries.Length - MostNames} more" : "")}";
        throw new KeyNotFoundException($"The archive has no member {Quoted(key)}{advice}");
    }

    /// <summary>How many letters have to be changed, added or left out to make one name of another, without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > MostComparedLength || b.Length > MostComparedLength)
            return int.MaxValue;
        Span<int> row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
