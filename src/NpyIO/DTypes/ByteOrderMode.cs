namespace NpyIO;

/// <summary>The byte order of loaded values.</summary>
public enum ByteOrderMode
{
    /// <summary>Values are in native order, swapped if the file's order differs.</summary>
    Native,

    /// <summary>Values stay in the file's order.</summary>
    Keep,
}
