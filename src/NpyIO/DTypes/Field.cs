namespace NpyIO;

/// <summary>A named part of a structured dtype.</summary>
public sealed class Field
{
    /// <summary>Creates a field at an offset.</summary>
    /// <param name="name">The name; unique within the record.</param>
    /// <param name="dtype">The dtype of the values; can be a sub-array.</param>
    /// <param name="offset">The offset in the record, in bytes, or −1 to place it directly after the previous field.</param>
    /// <param name="title">NumPy's title, a second name, or null.</param>
    public Field(string name, DType dtype, long offset = -1, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dtype);
        Name = name;
        DType = dtype;
        Offset = offset;
        Title = title;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The dtype of the values; can be a sub-array.</summary>
    public DType DType { get; }

    /// <summary>The offset in the record, in bytes.</summary>
    public long Offset { get; }

    /// <summary>NumPy's title, a second name, or null.</summary>
    public string? Title { get; }
}
