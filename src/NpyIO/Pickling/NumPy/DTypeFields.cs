using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO.Pickling;

/// <summary>Reads the fields of a record from the state of its dtype: <c>{name: (dtype, offset), name: (dtype, offset, title), title: …}</c>, and the names in order.</summary>
internal static class DTypeFields
{
    /// <summary>Approximate size of a field in memory, in bytes.</summary>
    private const int BytesPerField = 100;

    /// <summary>Charge for visiting a field, in bytes: less than for a one-byte element that is read for it.</summary>
    private const int BytesPerVisit = 10;

    internal static DType Build(PickleMachine machine, object? names, PickleDictionary? entries, int itemSize, bool isAligned)
    {
        IReadOnlyList<object?>? inOrder = names as IReadOnlyList<object?>;
        if (inOrder is null || entries is null)
            return machine.Fail<DType>("The fields of a dtype are none", "names and a dictionary", $"{Describe.Kind(names)} and {Describe.Kind(entries)}");
        machine.Charge(BytesPerField * (long)inOrder.Count);
        var fields = new Field[inOrder.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            if (machine.TextOf(inOrder[i]) is not { } name)
                return machine.Fail<DType>("The name of a field is no text", "text", Describe.Kind(inOrder[i]));
            fields[i] = FieldOf(machine, name, entries);
        }

        DType dtype = StructBuilder.TryBuild(fields, itemSize, isAligned, out string? problem) ?? machine.Fail<DType>(Describe.Sentence(problem!));
        ChargeVisit(machine, dtype);
        return dtype;
    }

    /// <summary>Charges for the fields of a new dtype, because the same content can create many.</summary>
    internal static void ChargeMaking(PickleMachine machine, DType dtype) => machine.Charge(BytesPerField * (long)dtype.FieldCount);

    /// <summary>Charges for visiting the fields of a dtype, shared or not.</summary>
    internal static void ChargeVisit(PickleMachine machine, DType dtype) => machine.Charge(BytesPerVisit * (long)dtype.FieldCount);

    /// <summary>Returns a dtype, which may be a sub-array, or null for any other value.</summary>
    internal static DType? DTypeOf(PickleMachine machine, object? value) => (value is PendingDType pending ? pending.Settle(machine) : value) as DType;

    private static Field FieldOf(PickleMachine machine, string name, PickleDictionary entries)
    {
        object? entry = machine.ValueOf(entries, name);
        if (entry is not PickleTuple { Count: 2 or 3 } parts || DTypeOf(machine, parts[0]) is not { } dtype)
            return machine.Fail<Field>($"Field {PythonText.Quote(name)} of a dtype is none", "a dtype with an offset", Describe.Kind(entry));
        long offset = machine.IntegerOf(parts[1], "The offset of a field");
        if (offset < 0)
            machine.Fail($"Field {PythonText.Quote(name)} of a dtype has a negative offset", found: $"{offset}");

        // A title may be any object; only text is kept, as in array headers.
        return new Field(name, dtype, offset, parts.Count == 3 ? machine.TextOf(parts[2]) : null);
    }
}
