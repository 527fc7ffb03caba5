namespace NpyIO;

/// <summary>The kinds of Python dictionaries.</summary>
public enum PickleDictionaryKind
{
    /// <summary>The built-in <c>dict</c>.</summary>
    Plain,

    /// <summary><c>collections.OrderedDict</c>.</summary>
    Ordered,

    /// <summary><c>collections.defaultdict</c>.</summary>
    Default,
}
