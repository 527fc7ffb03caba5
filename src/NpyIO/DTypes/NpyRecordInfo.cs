namespace NpyIO;

/// <summary>What a C# struct is as a record: its fields and its dtype.</summary>
public abstract class NpyRecordInfo
{
    private protected NpyRecordInfo(Type type, IReadOnlyList<NpyRecordField> fields)
    {
        Type = type;
        Fields = fields;
    }

    /// <summary>The struct.</summary>
    public Type Type { get; }

    /// <summary>The fields, in the order of the dtype.</summary>
    public IReadOnlyList<NpyRecordField> Fields { get; }

    /// <summary>The dtype that is written, in native byte order, or null if a member has no length yet, so that the struct can be loaded but not saved.</summary>
    public abstract DType? DType { get; }

    /// <summary>Whether the struct has the size, the offsets and the bytes of the dtype, so that records are read and written in place.</summary>
    public abstract bool IsOwnLayout { get; }
}
