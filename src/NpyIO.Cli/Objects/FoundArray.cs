namespace NpyIO.Cli.Objects;

/// <summary>An array in a value, and the path to it.</summary>
/// <param name="Array">The array.</param>
/// <param name="Last">The last step of the path; null if the value itself is the array.</param>
internal sealed record FoundArray(NdArray Array, ObjectStep? Last)
{
    /// <summary>The path in Python: <c>['a'][0]</c>.</summary>
    internal string Path => string.Concat(ObjectStep.Way(Last).Select(step => step.Text));

    /// <summary>The path as an entry name: <c>a/0</c>; the default name of <c>np.savez</c> if the value itself is the array.</summary>
    internal string Name => Last is null ? "arr_0" : string.Join('/', ObjectStep.Way(Last).Select(step => step.Name));

    /// <summary>The length of <see cref="Path"/> in characters.</summary>
    internal long PathLength => ObjectStep.Way(Last).Sum(step => (long)step.Text.Length);
}
