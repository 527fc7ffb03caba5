namespace NpyIO.Cli.Objects;

/// <summary>An array in a value, and the last step of the path to it; null if the value itself is the array.</summary>
internal sealed record FoundArray(NdArray Array, ObjectStep? Last)
{
    /// <summary>The path in Python: <c>['a'][0]</c>.</summary>
    internal string Path => string.Concat(ObjectStep.Way(Last).Select(step => step.Text));

    /// <summary>The path as an entry name: <c>a/0</c>; the default name of <c>np.savez</c> if the value itself is the array.</summary>
    internal string Name => Last is null ? "arr_0" : string.Join('/', ObjectStep.Way(Last).Select(step => step.Name));

    internal long PathLength => ObjectStep.Way(Last).Sum(step => (long)step.Text.Length);
}
