using NpyIO.Arrays;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>Finds the arrays in a value, each by the way on which Python would come to it first.</summary>
internal static class ArrayPaths
{
    /// <summary>Paths of so many characters are listed however few arrays there are.</summary>
    internal static readonly Threshold AlwaysListed = new(1 << 24);

    /// <summary>How long the paths of many arrays may be on the average, in characters.</summary>
    private const long MostPerArray = 256;

    /// <summary>The arrays, in the order in which they are met; one that is shared is met once. An object of a class derived from <c>ndarray</c> counts as its base array. NumPy's scalars count, unless they are keys or parts of keys.</summary>
    /// <param name="root">The value.</param>
    /// <param name="intoArrays">Whether arrays that are elements of arrays of objects count, too.</param>
    /// <exception cref="ToolException">The values nest too deep, or the paths are too long.</exception>
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
            if (step is { IsInKey: true } && part.Value is NdArray { Class: PythonArrayClass.Scalar } || !seen.Add(part.Value!))
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
        if (length > Math.Max(AlwaysListed, MostPerArray * count))
            throw new ToolException($"the paths to its arrays have more than {AlwaysListed.Value} characters, or {MostPerArray} on the average");
    }
}
