using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>Finds the arrays in a value, each by the way on which Python would come to it first.</summary>
internal static class ArrayPaths
{
    /// <summary>The arrays, in the order in which they are met; one that is shared is met once.</summary>
    /// <param name="root">The value.</param>
    /// <param name="intoArrays">Whether arrays that are elements of arrays of objects count, too.</param>
    /// <exception cref="ToolException">The values nest too deep.</exception>
    internal static List<FoundArray> Of(object? root, bool intoArrays)
    {
        var found = new List<FoundArray>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(ObjectPart Step, IEnumerator<ObjectPart> Parts)>();
        open.Push((default, ((IEnumerable<ObjectPart>)[new ObjectPart(root, null)]).GetEnumerator()));
        while (open.TryPeek(out (ObjectPart Step, IEnumerator<ObjectPart> Parts) top))
        {
            if (!top.Parts.MoveNext())
            {
                open.Pop();
                continue;
            }

            ObjectPart part = top.Parts.Current;
            if (!ObjectParts.IsCompound(part.Value) || !seen.Add(part.Value!))
                continue;
            if (part.Value is NdArray array)
                found.Add(new FoundArray(array, Steps(open, part)));
            if (part.Value is NdArray && !intoArrays)
                continue;
            ValueWriters.Deeper(open.Count, 0);
            open.Push((part, ObjectParts.Of(part.Value).GetEnumerator()));
        }

        return found;
    }

    /// <summary>The steps from the root to a part; none to the root itself.</summary>
    private static ObjectPart[] Steps(Stack<(ObjectPart Step, IEnumerator<ObjectPart> Parts)> open, ObjectPart last) =>
        [.. open.Reverse().Select(level => level.Step).Append(last).Skip(2)];
}
