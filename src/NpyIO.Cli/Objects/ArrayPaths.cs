using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>Finds the arrays in a value, each by the first path in Python's order.</summary>
internal static class ArrayPaths
{
    /// <summary>Maximum total length of paths for any number of arrays, in characters.</summary>
    internal static readonly Threshold AlwaysListed = new(1 << 24);

    /// <summary>Beyond that, the maximum average length of a path, in characters.</summary>
    private const long MaxPerArray = 256;

    /// <summary>Lists shared arrays once. An instance of an <c>ndarray</c> subclass counts as its base array; NumPy scalars count, unless they are keys or parts of keys.</summary>
    internal static List<FoundArray> Of(object? root, bool intoArrays)
    {
        var found = new List<FoundArray>();
        long length = 0;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(ObjectStep? Step, IEnumerator<ObjectPart> Parts)>();
        open.Push((null, ((IEnumerable<ObjectPart>)[new ObjectPart(root, null)]).GetEnumerator()));
        while (open.TryPeek(out (ObjectStep? Step, IEnumerator<ObjectPart> Parts) top))
        {
            if (!top.Parts.MoveNext())
            {
                open.Pop();
                continue;
            }

            ObjectPart part = top.Parts.Current;
            if (!ObjectParts.IsCompound(part.Value))
                continue;
            ObjectStep? step = open.Count == 1 ? null : new ObjectStep(top.Step, part);
            if (step is { IsInKey: true } && part.Value is NdArray { PythonClass: PythonArrayClass.Scalar } || !seen.Add(part.Value!))
                continue;
            if ((part.Value as NdArray ?? (part.Value as PickleObject)?.Array) is { } array)
            {
                found.Add(new FoundArray(array, step));
                Bound(length += found[^1].PathLength, found.Count);
            }

            if (part.Value is NdArray && !intoArrays)
                continue;
            ValueWriters.Deeper(open.Count, 0);
            open.Push((step, ObjectParts.Of(part.Value).GetEnumerator()));
        }

        return found;
    }

    private static void Bound(long length, long count)
    {
        if (length > Math.Max(AlwaysListed, MaxPerArray * count))
            throw new ToolException($"the paths to its arrays have more than {AlwaysListed.Value} characters, or {MaxPerArray} on the average");
    }
}
