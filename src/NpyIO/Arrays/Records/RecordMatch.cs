using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>The fields of a stored dtype beside those of a record: which belongs to which, how each is converted, and what does not fit.</summary>
internal sealed class RecordMatch
{
    private readonly Casting _casting;
    private readonly RecordRules _rules;
    private readonly List<RecordFault> _faults = [];
    private readonly MatchedField[] _fields;

    private RecordMatch(NpyRecordInfo record, DType? stored, Casting casting, RecordRules rules)
    {
        Record = record;
        Stored = stored;
        _casting = casting;
        _rules = rules;
        Field?[] found = stored is null ? new Field?[record.Fields.Count] : RecordNames.Match(record, stored, rules, _faults);
        _fields = [.. record.Fields.Select((member, i) => found[i] is { } field ? Matched(member, field) : Missing(member))];
        IsRenamed = !Array.Exists(_fields, field => field.IsConverted);
        if (!IsWhole)
            return;

        if (_fields.Sum(field => (long)field.Target.ItemSize) > int.MaxValue)
        {
            _faults.Add(RecordFault.Mismatch(stored!.Fields[0], record.Fields[0], "all values together take more bytes than a record can have"));
            return;
        }

        Target = record.IsOwnLayout ? record.DType! : DType.Struct([.. _fields.Select(field => new Field(field.Member.Name, field.Target))]);
        Columns = stored is null || stored.HasObject ? [] : ColumnsOf();
        IsOwnOrder = stored is not null && !stored.HasObject && record.IsOwnLayout && stored.ItemSize == Target.ItemSize && IsRenamed && Array.TrueForAll(Columns, column => column.IsInPlace);
    }

    internal NpyRecordInfo Record { get; }

    internal Casting Casting => _casting;

    /// <summary>Null for a record that is missing altogether.</summary>
    internal DType? Stored { get; }

    /// <summary>What does not fit, in the order of the fields of the record and then of those of the file.</summary>
    internal IReadOnlyList<RecordFault> Faults => _faults;

    internal IReadOnlyList<MatchedField> Fields => _fields;

    /// <summary>Whether the records can be read.</summary>
    internal bool IsWhole => _faults.Count == 0;

    /// <summary>Whether no field is missing or converted, so that the stored bytes are records of <see cref="Renamed"/>.</summary>
    internal bool IsRenamed { get; }

    /// <summary>The native dtype of the fields as they are read, under the record's names: for a record of its own layout its dtype, otherwise packed, with the widths and units of the file.</summary>
    internal DType Target { get; } = DType.Void(0);

    /// <summary>How the fields get from <see cref="Stored"/> to <see cref="Target"/>, unless there are Python objects.</summary>
    internal RecordColumn[] Columns { get; } = [];

    /// <summary>Whether the stored bytes are the struct's but for the byte order.</summary>
    internal bool IsOwnOrder { get; }

    /// <summary>Whether the stored bytes are the struct's.</summary>
    internal bool IsSame => IsOwnOrder && Stored!.IsNative;

    internal static RecordMatch Of(NpyRecordInfo record, DType stored, Casting casting, RecordRules rules) => new(record, stored, casting, rules);

    /// <summary>The stored dtype under the record's names, without the fields that it lacks.</summary>
    internal DType Renamed() => DType.Struct([.. _fields.Select(field => new Field(field.Member.Name, field.Renamed(), field.Field!.Offset))], Stored!.ItemSize);

    private MatchedField Matched(NpyRecordField member, Field field)
    {
        (DType element, long count) = Elements(field.DType);
        bool isArray = field.DType.Base is not null;
        if (isArray != member.IsSubArray)
            return Fault(member, field, isArray ? $"an array of {count} values, where the member is a single one" : "a single value, where the member is an array");
        if (member is { IsSubArray: true, Size: > 0, DType: { } inline } && Elements(inline).Count != count)
            return Fault(member, field, $"an array of {count} values, where the member has {Elements(inline).Count}");
        if (member.Record is not null)
            return MatchedRecord(member, field, element, count);
        if (TargetOf(member, element, out bool isConverted) is not { } target)
            return Fault(member, field, RecordFault.TypeReason(member, element, _casting));
        if (target.ItemSize * count > int.MaxValue)
            return Fault(member, field, $"as {Describe.NameOf(member.ElementType)} values, more bytes than a field can have");
        return new MatchedField(member, field, null, Shaped(target, field.DType), isConverted);
    }

    private MatchedField MatchedRecord(NpyRecordField member, Field field, DType element, long count)
    {
        if (!element.IsStruct)
            return Fault(member, field, "not a record");
        var nested = new RecordMatch(member.Record!, element, _casting, _rules);
        foreach (RecordFault fault in nested._faults)
            _faults.Add(fault.Inside(member, field));
        return new MatchedField(member, field, nested, nested.IsWhole ? Shaped(nested.Target, field.DType) : field.DType, !nested.IsRenamed);
    }

    private MatchedField Fault(NpyRecordField member, Field field, string reason)
    {
        _faults.Add(RecordFault.Mismatch(field, member, reason));
        return new MatchedField(member, field, null, field.DType, IsConverted: false);
    }

    /// <summary>Returns the native dtype as which the values are read, or null if they cannot be.</summary>
    private DType? TargetOf(NpyRecordField member, DType element, out bool isConverted)
    {
        isConverted = false;
        if (member.Plain is { } plain && !element.IsReference)
        {
            isConverted = !Casts.IsSameButForByteOrder(element, plain);
            return !isConverted || Casts.CanCast(element, plain, _casting) && Casts.Transform(element, plain, _casting) is not null ? plain : null;
        }

        if (!member.CanRead(element))
            return null;
        // Numbers of Python objects are converted to those of the member.
        if (member.Plain is { } number)
        {
            isConverted = true;
            return number;
        }

        // These casts round to what the type can hold.
        if (_casting is Casting.SameKind or Casting.Unsafe && TimeType.Of(member.ElementType) is { } row && !element.IsReference)
        {
            isConverted = Casts.Native(element) != row.Finest;
            return row.Finest;
        }

        return Casts.Native(element);
    }

    /// <summary>What is read for a member without a field: the default of its type, in as few bytes as it takes.</summary>
    private MatchedField Missing(NpyRecordField member)
    {
        RecordMatch? nested = member.Record is { } record ? new RecordMatch(record, null, _casting, _rules) : null;
        DType element = nested?.Target ?? member.Plain ?? RecordDefaults.DTypeOf(member.ElementType);
        DType target = !member.IsSubArray ? element
            : member.Size > 0 ? member.DType!
            : DType.SubArray(element, [0L]);
        return new MatchedField(member, null, nested, target, IsConverted: true);
    }

    private RecordColumn[] ColumnsOf()
    {
        var columns = new List<RecordColumn>();
        AddColumns(columns, "", 0, 0, []);
        return [.. columns];
    }

    private void AddColumns(List<RecordColumn> columns, string path, long source, long target, RecordAxis[] axes)
    {
        for (int i = 0; i < _fields.Length; i++)
        {
            if (_fields[i] is not { Field: { } field } matched)
                continue;
            (DType from, long count) = Elements(field.DType);
            DType to = Elements(Target.Fields[i].DType).DType;
            RecordAxis[] inner = field.DType.Base is null ? axes : [.. axes, new RecordAxis(count, from.ItemSize, to.ItemSize)];
            long start = source + field.Offset;
            long end = target + Target.Fields[i].Offset;
            if (matched.Nested is { } nested)
                nested.AddColumns(columns, $"{path}{matched.Member.Name}.", start, end, inner);
            else
                columns.Add(new RecordColumn(path + matched.Member.Name, start, end, inner, from, to, Casts.Transform(from, to, _casting) ?? Casts.Swapping(from, to)!));
        }
    }

    /// <summary>The dtype of the values in a sub-array, however deep, and how many there are.</summary>
    internal static (DType DType, long Count) Elements(DType dtype)
    {
        long count = 1;
        for (; dtype.Base is { } inner; dtype = inner)
        {
            foreach (long length in dtype.Shape)
                count *= length;
        }

        return (dtype, count);
    }

    /// <summary>The most values without bytes, which cost nothing to claim, that one member of so many records takes.</summary>
    internal long MostWithoutBytes(long count)
    {
        long most = 0;
        foreach (MatchedField field in _fields)
        {
            if (field.Field is null)
                continue;
            (DType element, long perRecord) = Elements(field.Field.DType);
            long values = perRecord > 0 && count > long.MaxValue / perRecord ? long.MaxValue : count * perRecord;
            most = Math.Max(most, field.Nested is not null ? field.Nested.MostWithoutBytes(values) : 0);
            if (element.ItemSize == 0)
                most = Math.Max(most, values);
        }

        return most;
    }

    /// <summary>The element in the sub-arrays of another dtype.</summary>
    internal static DType Shaped(DType element, DType like) => like.Base is { } inner ? DType.SubArray(Shaped(element, inner), like.Shape) : element;
}
