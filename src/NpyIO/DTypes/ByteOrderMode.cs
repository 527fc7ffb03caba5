namespace NpyIO;

/// <summary>What loading does with the order of a number's bytes.</summary>
public enum ByteOrderMode
{
    /// <summary>Values come in the machine's own order, swapped where the file's differs.</summary>
    Native,

    /// <summary>Values stay in the file's order.</summary>
    Keep,
}
