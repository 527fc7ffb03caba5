namespace NpyIO.Arrays.Comparing;

/// <summary>Whether records of the same bytes are equal: not if they hold references, or NaN equals nothing.</summary>
internal enum SameBytes
{
    DoNotDecide,
    Decide,
}
