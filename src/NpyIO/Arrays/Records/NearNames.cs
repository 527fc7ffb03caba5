namespace NpyIO.Arrays;

/// <summary>Names that probably mean the same: written in another style, or with a slip.</summary>
internal static class NearNames
{
    /// <summary>In characters. Longer names are not compared, which takes time in proportion to both lengths.</summary>
    private const int MaxLength = 64;

    /// <summary>Returns the only one of the names that is near, or null.</summary>
    internal static string? Of(string name, IEnumerable<string> names)
    {
        string letters = Letters(name);
        string? found = null;
        foreach (string other in names)
        {
            if (!AreNear(letters, Letters(other)))
                continue;
            if (found is not null)
                return null;
            found = other;
        }

        return found;
    }

    private static bool AreNear(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0 || Math.Max(left.Length, right.Length) > MaxLength)
            return false;
        return left == right || Distance(left, right) <= Math.Min(left.Length, right.Length) / 4;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>How many characters to insert, remove or replace.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < right.Length; j++)
            {
                int replaced = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[^1];
    }
}
