namespace NpyIO.Cli.Objects;

/// <summary>An array in a value, and the way to it.</summary>
/// <param name="Array">The array.</param>
/// <param name="Steps">The steps from the value to it.</param>
internal sealed record FoundArray(NdArray Array, ObjectPart[] Steps)
{
    /// <summary>The way as Python would write it: <c>['a'][0]</c>.</summary>
    internal string Path => string.Concat(Steps.Select(step => step.Path));

    /// <summary>The way as a name for an archive's member: <c>a/0</c>; what <c>np.savez</c> would say where the array is all there is.</summary>
    internal string Name => Steps.Length == 0 ? "arr_0" : string.Join('/', Steps.Select(step => step.Name));
}
