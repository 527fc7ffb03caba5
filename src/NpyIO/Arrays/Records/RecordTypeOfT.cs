namespace NpyIO.Arrays;

/// <summary>What a type without a constraint is as a record.</summary>
internal static class RecordType<T>
{
    /// <summary>The description of T, or null if T is not a record.</summary>
    internal static readonly NpyRecordInfo<T>? Info = default(T) is INpyRecord record ? (NpyRecordInfo<T>)record.Info : null;

    private static RecordReader<T>? _reader;
    private static DType? _same;

    /// <summary>Whether values of T are written as a dtype's bytes and read from them, because their own memory is another.</summary>
    internal static bool IsConverted => default(T) is INpyRecord && !Info!.IsOwnLayout;

    /// <summary>Whether the bytes of the dtype are those of T: the same fields at the same offsets, in native byte order, under the record's names or others that match.</summary>
    internal static bool IsLayoutOf(DType dtype)
    {
        if (Info is not { IsOwnLayout: true } info || !dtype.IsStruct || dtype.ItemSize != info.DType!.ItemSize)
            return false;
        if (ReferenceEquals(dtype, info.DType) || ReferenceEquals(dtype, _same))
            return true;
        RecordMatch match = RecordMatch.Of(info, dtype, Casting.Equivalent, RecordRules.Default);
        if (!match.IsWhole || !match.IsSame)
            return false;
        _same = dtype;
        return true;
    }

    /// <summary>Whether an array of this dtype holds converted values of T: its fields have the names of the record.</summary>
    internal static bool IsValueOf(DType dtype)
    {
        if (Info is not { IsOwnLayout: false } info || !dtype.IsStruct || dtype.Fields.Count != info.Fields.Count)
            return false;
        for (int i = 0; i < info.Fields.Count; i++)
        {
            if (dtype.Fields[i].Name != info.Fields[i].Name)
                return false;
        }

        return true;
    }

    /// <summary>Matches the dtype with the record, which is done once for all blocks of one array.</summary>
    /// <exception cref="InvalidCastException">They do not match. The message has all differences.</exception>
    internal static RecordReader<T> Reader(DType stored, Casting casting, RecordRules rules)
    {
        if (_reader is { } last && last.IsFor(stored, casting, rules))
            return last;
        var reader = new RecordReader<T>(Info!, stored, casting, rules);
        _reader = reader;
        return reader;
    }
}
