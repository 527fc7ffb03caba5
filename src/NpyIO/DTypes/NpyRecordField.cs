namespace NpyIO;

/// <summary>A field of a record, as a C# struct declares it.</summary>
public sealed class NpyRecordField
{
    internal NpyRecordField(string name, string member, Type clrType, DType? dtype)
    {
        Name = name;
        Member = member;
        ClrType = clrType;
        DType = dtype;
    }

    /// <summary>The field's name in the dtype.</summary>
    public string Name { get; }

    /// <summary>The name of the struct's member.</summary>
    public string Member { get; }

    /// <summary>The type of the member.</summary>
    public Type ClrType { get; }

    /// <summary>The dtype that is written, or null if the member has no length yet.</summary>
    public DType? DType { get; }

    /// <summary>The type of a single value: of an array's elements, otherwise of the member.</summary>
    internal Type ElementType { get; init; } = typeof(object);

    /// <summary>The dtype of a single value that is its bytes; null if values are converted, or are records.</summary>
    internal DType? Plain { get; init; }

    /// <summary>Whether single values can be read from a dtype, whose width or unit may be another.</summary>
    internal Func<DType, bool> CanRead { get; init; } = static _ => false;

    /// <summary>The record in the field, if its values are records.</summary>
    internal NpyRecordInfo? Record { get; init; }

    /// <summary>Whether the field is a sub-array.</summary>
    internal bool IsSubArray { get; init; }

    /// <summary>How far the member's memory is the field's.</summary>
    internal NpyRecordStorage Storage { get; init; }

    /// <summary>Whether a single value can be null: false for a <c>string</c> or <c>byte[]</c> without <c>?</c>, if annotations are on.</summary>
    internal bool AllowsNull { get; private set; } = true;

    /// <summary>The size of the member in memory, in bytes; 0 if it is converted.</summary>
    internal int Size { get; init; }

    /// <summary>The alignment of the member in memory, in bytes; 0 if it is converted.</summary>
    internal int Alignment { get; init; }

    /// <summary>Says that no single value is null; only while the record is described.</summary>
    internal NpyRecordField WithoutNull()
    {
        AllowsNull = false;
        return this;
    }
}

/// <summary>How far the memory of a member is that of its field.</summary>
internal enum NpyRecordStorage
{
    /// <summary>Values are converted: text, dates, objects, arrays.</summary>
    Converted,

    /// <summary>Same size, but not every byte is a value: <see cref="bool"/>.</summary>
    Normalized,

    /// <summary>Every value of the field's bytes is a value of the member.</summary>
    Exact,
}
