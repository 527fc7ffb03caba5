namespace NpyIO;

/// <summary>A named part of a structured dtype.</summary>
public sealed class Field
{
    /// <summary>Creates a field at an offset.</summary>
    /// <param name="name">The name; unique within its record.</param>
    /// <param name="dtype">The dtype of its values; may be a sub-array.</param>
    /// <param name="offset">Its place in the record in bytes, or −1 for directly behind the field before it.</param>
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

    /// <summary>The dtype of its values; may be a sub-array.</summary>
    public DType DType { get; }

    /// <summary>The place in the record, in bytes.</summary>
    public long Offset { get; }

    /// <summary>NumPy's title, a second name, or null.</summary>
    public string? Title { get; }
}
