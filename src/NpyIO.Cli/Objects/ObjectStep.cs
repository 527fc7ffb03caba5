namespace NpyIO.Cli.Objects;

/// <summary>A step of a path to a value; paths share the steps before it.</summary>
internal sealed class ObjectStep(ObjectStep? before, ObjectPart part)
{
    private string? _text;

    internal string Text => _text ??= part.Path;

    internal string Name => part.Name;

    internal ObjectPart Part => part;

    internal ObjectStep? Before => before;

    /// <summary>Whether the path leads through the key of an entry, not its value.</summary>
    internal bool IsInKey { get; } = part.IsKey || before is { IsInKey: true };

    internal static IEnumerable<ObjectStep> Way(ObjectStep? last)
    {
        var steps = new Stack<ObjectStep>();
        for (ObjectStep? step = last; step is not null; step = step.Before)
            steps.Push(step);
        return steps;
    }
}
