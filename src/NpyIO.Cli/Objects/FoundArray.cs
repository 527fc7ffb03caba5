namespace NpyIO.Cli.Objects;

/// <summary>An array in a value, and the way to it.</summary>
/// <param name="Array">The array.</param>
/// <param name="Last">The last step from the value to it; null where the array is the value.</param>
internal sealed record FoundArray(NdArray Array, ObjectStep? Last)
{
    /// <summary>The way as Python would write it: <c>['a'][0]</c>.</summary>
    internal string Path => string.Concat(ObjectStep.Way(Last).Select(step => step.Text));

    /// <summary>The way as a name for an archive's entry: <c>a/0</c>; what <c>np.savez</c> would say where the array is all there is.</summary>
    internal string Name => Last is null ? "arr_0" : string.Join('/', ObjectStep.Way(Last).Select(step => step.Name));

    /// <summary>How long <see cref="Path"/> is, in characters.</summary>
    internal long PathLength => ObjectStep.Way(Last).Sum(step => (long)step.Text.Length);
}
