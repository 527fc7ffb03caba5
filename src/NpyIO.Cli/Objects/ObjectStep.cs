namespace NpyIO.Cli.Objects;

/// <summary>A step of a path to a value; paths share the steps before it.</summary>
/// <param name="before">The step before it; null for the first.</param>
/// <param name="part">The value it leads to.</param>
internal sealed class ObjectStep(ObjectStep? before, ObjectPart part)
{
    private string? _text;

    /// <summary>The step as a Python expression.</summary>
    internal string Text => _text ??= part.Path;

    /// <summary>The step as a segment of an entry name.</summary>
    internal string Name => part.Name;

    /// <summary>Whether the path leads through the key of an entry, not its value.</summary>
    internal bool IsInKey { get; } = part.IsKey || before is { IsInKey: true };

    /// <summary>Returns the steps of a path, from the first.</summary>
    internal static IEnumerable<ObjectStep> Way(ObjectStep? last)
    {
        var steps = new Stack<ObjectStep>();
        for (ObjectStep? step = last; step is not null; step = step.Before)
            steps.Push(step);
        return steps;
    }

    private ObjectStep? Before => before;
}
