using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO.Pickling;

/// <summary>Builds dtypes from all five versions of their state (<c>arraydescr_setstate</c> in NumPy's descriptor.c).</summary>
internal static class DTypeState
{
    private const int Newest = 4;

    private const int LongestText = 32;

    // NPY_ALIGNED_STRUCT: the flag of C-aligned records. Older versions write the flags as a signed byte.
    internal const int AlignedFlag = 0x80;

    internal static DType Build(PickleMachine machine, DType start, object? state)
    {
        if (state is not PickleTuple { Count: >= 5 and <= 9 } parts)
            return machine.Fail<DType>("The state of a dtype is not valid", "a tuple of 5 to 9", Describe.Kind(state));

        // A state of five parts has no version. The seventh part added names, the eighth flags, and the ninth units of time.
        int first = parts.Count == 5 ? 0 : 1;
        long version = parts.Count == 5 ? 0 : machine.IntegerOf(parts[0], "The version of a dtype's state");
        if (version is < 0 or > Newest)
            PickleThrow.DTypeTooNew(machine.Position, version);
        ByteOrder order = ByteOrderOf(machine, parts[first]);
        object? subArray = parts[first + 1];
        object? names = parts.Count >= 7 ? parts[first + 2] : null;
        int at = first + (parts.Count >= 7 ? 3 : 2);
        var fields = parts[at] as PickleDictionary;
        if (version < 2 && fields is not null)
            names = machine.ValueOf(fields, -1L);
        long itemSize = machine.IntegerOf(parts[at + 1], "The item size of a dtype");
        long flags = parts.Count >= 8 ? machine.IntegerOf(parts[at + 3], "The flags of a dtype") : 0;

        switch (start.Kind)
        {
            case DTypeKind.Void when subArray is not null:
                return SubArray(machine, subArray, itemSize);
            case DTypeKind.Void when names is not null || fields is not null:
                return DTypeFields.Build(machine, names, fields, Size(machine, itemSize), (flags & AlignedFlag) != 0);
            case DTypeKind.Void:
                return DType.Void(Size(machine, itemSize));
            case DTypeKind.Bytes:
                return DType.Bytes(Size(machine, itemSize));
            case DTypeKind.String:
                return itemSize % 4 == 0
                    ? DType.String(Size(machine, itemSize) / 4, order == ByteOrder.NotApplicable ? DType.NativeOrder : order)
                    : machine.Fail<DType>("The item size of text is not a multiple of 4", found: $"{itemSize}");
            case DTypeKind.Datetime or DTypeKind.Timedelta:
                return Time(machine, start.Kind, order, parts.Count == 9 ? parts[8] : null);
            default:
                return start.WithByteOrder(order);
        }
    }

    private static int Size(PickleMachine machine, long itemSize) =>
        itemSize is >= 0 and <= int.MaxValue ? (int)itemSize : machine.Fail<int>("The item size of a dtype is not valid", $"0 to {int.MaxValue}", $"{itemSize}");

    private static ByteOrder ByteOrderOf(PickleMachine machine, object? value) => TextOf(machine, value) switch
    {
        "<" => ByteOrder.LittleEndian,
        ">" => ByteOrder.BigEndian,
        "=" => DType.NativeOrder,
        "|" => ByteOrder.NotApplicable,
        _ => machine.Fail<ByteOrder>("The byte order of a dtype is not valid", "'<', '>', '=' or '|'", Describe.Kind(value)),
    };

    private static DType SubArray(PickleMachine machine, object subArray, long itemSize)
    {
        if (subArray is not PickleTuple { Count: 2 } parts || DTypeFields.DTypeOf(machine, parts[0]) is not { } inner)
            return machine.Fail<DType>("A sub-array dtype is not valid", "a dtype with a shape", Describe.Kind(subArray));
        long[] shape = parts[1] is PickleTuple lengths
            ? [.. lengths.Select(length => machine.IntegerOf(length, "The length of a sub-array's axis"))]
            : [machine.IntegerOf(parts[1], "The length of a sub-array")];
        if (SubArrayBuilder.TryBuild(inner, shape, out string? problem) is not { } dtype)
            return machine.Fail<DType>(Describe.Sentence(problem!));
        return dtype.ItemSize == itemSize ? dtype : machine.Fail<DType>($"The item size of {dtype} is wrong", $"{dtype.ItemSize}", $"{itemSize}");
    }

    private static DType Time(PickleMachine machine, DTypeKind kind, ByteOrder order, object? metadata)
    {
        if (order == ByteOrder.NotApplicable)
            order = DType.NativeOrder;
        // (metadata, (unit, count, divisor, event)); without it the dtype is generic.
        if (metadata is null)
            return DType.Time(kind, DatetimeUnit.Generic, 1, order);
        if (metadata is not PickleTuple { Count: 2 } pair || pair[1] is not PickleTuple { Count: >= 2 and <= 4 } parts || TextOf(machine, parts[0]) is not { Length: <= LongestText } name)
            return machine.Fail<DType>("The unit of time is not valid", "a name with a count", Describe.Kind(metadata));
        if (name == "generic")
            return DType.Time(kind, DatetimeUnit.Generic, 1, order);
        long count = machine.IntegerOf(parts[1], "The count of a unit of time");
        long divisor = parts.Count == 4 ? machine.IntegerOf(parts[2], "The divisor of a unit of time") : 1;
        return count > 0 && DatetimeUnits.TryParseSuffix($"[{count}{name}/{divisor}]", out DatetimeUnit unit, out int multiple)
            ? DType.Time(kind, unit, multiple, order)
            : machine.Fail<DType>("The unit of time is not one of NumPy's", found: $"{count} {name} / {divisor}");
    }

    // Python 3 writes the texts of Python 2 as Latin-1 bytes.
    private static string? TextOf(PickleMachine machine, object? value) =>
        value is byte[] bytes ? bytes.Length > LongestText ? null : System.Text.Encoding.Latin1.GetString(bytes) : machine.TextOf(value);
}

/// <summary>Reads the fields of a record from the state of its dtype: <c>{name: (dtype, offset), name: (dtype, offset, title), title: …}</c>, and the names in order.</summary>
internal static class DTypeFields
{
    private const int BytesPerField = 100;

    // Less than for a one-byte element that is read for the field.
    private const int BytesPerVisit = 10;

    internal static DType Build(PickleMachine machine, object? names, PickleDictionary? entries, int itemSize, bool isAligned)
    {
        IReadOnlyList<object?>? inOrder = names as IReadOnlyList<object?>;
        if (inOrder is null || entries is null)
            return machine.Fail<DType>("The fields of a dtype are not valid", "names and a dictionary", $"{Describe.Kind(names)} and {Describe.Kind(entries)}");
        machine.Charge(BytesPerField * (long)inOrder.Count);
        var fields = new Field[inOrder.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            if (machine.TextOf(inOrder[i]) is not { } name)
                return machine.Fail<DType>("The name of a field is not text", "text", Describe.Kind(inOrder[i]));
            fields[i] = FieldOf(machine, name, entries);
        }

        DType dtype = StructBuilder.TryBuild(fields, itemSize, isAligned, out string? problem) ?? machine.Fail<DType>(Describe.Sentence(problem!));
        ChargeVisit(machine, dtype);
        return dtype;
    }

    // The same content can create many dtypes.
    internal static void ChargeMaking(PickleMachine machine, DType dtype) => machine.Charge(BytesPerField * (long)dtype.FieldCount);

    internal static void ChargeVisit(PickleMachine machine, DType dtype) => machine.Charge(BytesPerVisit * (long)dtype.FieldCount);

    /// <summary>Returns null if the value is not a dtype, which may be a sub-array.</summary>
    internal static DType? DTypeOf(PickleMachine machine, object? value) => (value is PendingDType pending ? pending.Settle(machine) : value) as DType;

    private static Field FieldOf(PickleMachine machine, string name, PickleDictionary entries)
    {
        object? entry = machine.ValueOf(entries, name);
        if (entry is not PickleTuple { Count: 2 or 3 } parts || DTypeOf(machine, parts[0]) is not { } dtype)
            return machine.Fail<Field>($"Field {PythonText.Quote(name)} of a dtype is not valid", "a dtype with an offset", Describe.Kind(entry));
        long offset = machine.IntegerOf(parts[1], "The offset of a field");
        if (offset < 0)
            machine.Fail($"Field {PythonText.Quote(name)} of a dtype has a negative offset", found: $"{offset}");

        // A title may be any object; only text is kept, as in array headers.
        return new Field(name, dtype, offset, parts.Count == 3 ? machine.TextOf(parts[2]) : null);
    }
}

/// <summary>A <c>numpy.dtype</c> before BUILD, when only its kind is known; <paramref name="start"/> is null if NumPy has none for the type.</summary>
internal sealed class PendingDType(DType? start) : PendingObject
{
    private protected override object BuildFrom(PickleMachine machine, object? state) => DTypeState.Build(machine, Start(machine), state);

    private protected override object BuildWithout(PickleMachine machine) => Start(machine);

    private DType Start(PickleMachine machine) => start ?? machine.Fail<DType>("A dtype is made of a type for which NumPy has no dtype");
}
