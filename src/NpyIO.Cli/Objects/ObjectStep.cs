namespace NpyIO.Cli.Objects;

/// <summary>A step on the way to a value, behind the steps before it, which others share.</summary>
/// <param name="before">The step before it; null for the first.</param>
/// <param name="part">Where the step leads.</param>
internal sealed class ObjectStep(ObjectStep? before, ObjectPart part)
{
    private string? _text;

    /// <summary>The step as Python would write it.</summary>
    internal string Text => _text ??= part.Path;

    /// <summary>The step as a part of a name.</summary>
    internal string Name => part.Name;

    /// <summary>Whether the way leads through the key of an entry, not through its value.</summary>
    internal bool IsInKey { get; } = part.IsKey || before is { IsInKey: true };

    /// <summary>The steps on the way, the first one first.</summary>
    internal static IEnumerable<ObjectStep> Way(ObjectStep? last)
    {
        var steps = new Stack<ObjectStep>();
        for (ObjectStep? step = last; step is not null; step = step.Before)
            steps.Push(step);
        return steps;
    }

    private ObjectStep? Before => before;
}
