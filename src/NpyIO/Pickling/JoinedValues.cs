namespace NpyIO.Pickling;

/// <summary>
/// Which objects have been found equal, or are taken for it: classes of them, by identity. What is equal to the same is equal, so that in comparing graphs of n objects at most n pairs have to be looked
/// at (as in the algorithm of Hopcroft and Karp for automata), however many there are.
/// </summary>
internal sealed class JoinedValues
{
    /// <summary>For each object the next one of its class, in the direction of the one that stands for all, and how many there are behind it.</summary>
    private readonly Dictionary<object, (object Next, int Count)> _nodes = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether two objects are in one class.</summary>
    internal bool AreJoined(object x, object y) => ReferenceEquals(Find(x, out _), Find(y, out _));

    /// <summary>Makes one class of two; false when they are one already.</summary>
    internal bool Join(object x, object y)
    {
        x = Find(x, out int countOfX);
        y = Find(y, out int countOfY);
        if (ReferenceEquals(x, y))
            return false;

        // The smaller hangs below the larger, so that no way is longer than the logarithm of their number.
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
