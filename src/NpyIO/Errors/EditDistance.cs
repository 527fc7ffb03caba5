namespace NpyIO.Errors;

/// <summary>The edit distance of two names.</summary>
internal static class EditDistance
{
    /// <summary>Maximum length of names that are compared, in characters.</summary>
    private const int MaxComparedLength = 64;

    /// <summary>Returns how many letters must be changed, added or removed to turn one name into the other, ignoring case; <see cref="int.MaxValue"/> if a name is too long.</summary>
    internal static int Distance(string a, string b)
    {
        if (a.Length > MaxComparedLength || b.Length > MaxComparedLength)
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
