namespace NpyIO.Arrays.Comparing;

/// <summary>What a comparison is for.</summary>
internal enum CompareGoal
{
    /// <summary>All differences.</summary>
    Report,

    /// <summary>Whether there are any; the first one ends the work.</summary>
    Answer,
}
