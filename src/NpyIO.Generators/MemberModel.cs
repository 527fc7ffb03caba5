namespace NpyIO.Generators;

/// <summary>A member of a record: the methods of <c>NpyRecordColumns</c> to call, and with what.</summary>
/// <param name="Name">The member's name, as code.</param>
/// <param name="Field">The field's name.</param>
/// <param name="Kind">Which methods.</param>
/// <param name="Type">The type of a value, or of the array's elements, as code.</param>
/// <param name="Array">The inline array, as code, or null.</param>
/// <param name="Length">The length of an array, in elements; 0 if it is not known.</param>
/// <param name="DType">NumPy's type string; null for that of the type, "" if it is not known.</param>
/// <param name="IsReference">Whether values are references.</param>
internal sealed record MemberModel(string Name, string Field, MemberKind Kind, string Type, string? Array, int Length, string? DType, bool IsReference)
{
    /// <summary>Whether the annotation of the type says that no single value is null.</summary>
    public bool IsNotNull { get; init; }

    /// <summary>What the field takes; nothing if it is not known.</summary>
    public ItemSize Size { get; init; }
}

/// <summary>The kinds of members, named like the methods for them.</summary>
internal enum MemberKind
{
    Values,
    Rows,
    Inline,
    Records,
    RecordRows,
}
