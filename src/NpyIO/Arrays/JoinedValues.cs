namespace NpyIO.Arrays;

/// <summary>
/// Equivalence classes, by identity, of objects that are equal or assumed to be. Equality is transitive, so comparing graphs of n objects visits at most n pairs, however many there are
/// (as in the algorithm of Hopcroft and Karp for automata).
/// </summary>
internal sealed class JoinedValues
{
    /// <summary>The parent of each object in its class's tree (a root is its own parent), and the size of its subtree.</summary>
    private readonly Dictionary<object, (object Next, int Count)> _nodes = new(ReferenceEqualityComparer.Instance);

    internal bool AreJoined(object x, object y) => ReferenceEquals(Find(x, out _), Find(y, out _));

    /// <summary>Returns false if they are one class already.</summary>
    internal bool Join(object x, object y)
    {
        x = Find(x, out int countOfX);
        y = Find(y, out int countOfY);
        if (ReferenceEquals(x, y))
            return false;

        // Attaching the smaller tree to the larger one keeps paths logarithmic.
        (object large, object small) = countOfX >= countOfY ? (x, y) : (y, x);
        _nodes[small] = (large, Math.Min(countOfX, countOfY));
        _nodes[large] = (large, countOfX + countOfY);
        return true;
    }

    private object Find(object value, out int count)
    {
        count = 1;
        while (_nodes.TryGetValue(value, out (object Next, int Count) node))
        {
            count = node.Count;
            if (ReferenceEquals(node.Next, value))
                break;
            value = node.Next;
        }

        return value;
    }
}
