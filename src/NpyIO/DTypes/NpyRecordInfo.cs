using NpyIO.DTypes;

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

    /// <summary>
    /// Returns the C# source of a record struct with the fields of a dtype, for example of a file; <c>npyio types</c> prints it. Records in fields are structs of their own, after the first.
    /// </summary>
    /// <remarks>The source needs <c>using NpyIO;</c>, and <c>using System;</c> in a project without implicit usings. Lines end with <c>\n</c>.</remarks>
    /// <param name="dtype">The dtype of the records.</param>
    /// <param name="name">The name of the struct, which is made an identifier: <c>my trades</c> is <c>MyTrades</c>.</param>
    /// <returns>The source, or null if the dtype is not a record or no member can hold any of its fields.</returns>
    public static string? SourceOf(DType dtype, string name)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        ArgumentNullException.ThrowIfNull(name);
        return RecordSource.Of(dtype, name);
    }
}
