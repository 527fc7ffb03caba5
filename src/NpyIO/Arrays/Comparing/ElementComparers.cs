using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>Chooses the comparer of two dtypes.</summary>
internal static class ElementComparers
{
    /// <summary>Returns null if the dtypes have no values that could be equal.</summary>
    internal static ElementComparer? Create(DType actual, DType desired, CompareRule rule)
    {
        NumberType number = NumberTypes.Of(actual), other = NumberTypes.Of(desired);
        if (number != NumberType.None && other != NumberType.None)
            return NumberComparers.Create(number, other, rule);
        if (actual.IsStruct || desired.IsStruct)
            return actual.IsStruct && desired.IsStruct ? OfRecords(actual, desired, rule) : null;
        if (IsObject(actual) || IsObject(desired))
            return actual.Kind == DTypeKind.Object || desired.Kind == DTypeKind.Object || (IsText(actual) && IsText(desired)) ? new ObjectComparer(rule) : null;
        return (actual.Kind, desired.Kind) switch
        {
            (DTypeKind.Bytes or DTypeKind.String, DTypeKind.Bytes or DTypeKind.String) => new TextComparer(rule),
            (DTypeKind.Datetime, DTypeKind.Datetime) or (DTypeKind.Timedelta, DTypeKind.Timedelta) => CommonUnit.Of(actual, desired) is { } unit ? new TimeComparer(rule, unit) : null,
            (DTypeKind.Void, DTypeKind.Void) => actual.ItemSize == desired.ItemSize ? new RawComparer(rule) : null,
            _ => null,
        };
    }

    /// <summary>The fields must have the same names, in the same order.</summary>
    private static RecordComparer? OfRecords(DType actual, DType desired, CompareRule rule)
    {
        if (actual.Fields.Count != desired.Fields.Count)
            return null;
        var fields = new ComparedField[actual.Fields.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            Field field = actual.Fields[i], other = desired.Fields[i];
            bool fits = field.Name == other.Name && ComparedField.ShapeOf(field.DType).SequenceEqual(ComparedField.ShapeOf(other.DType));
            if (!fits || Create(ComparedField.ElementOf(field.DType), ComparedField.ElementOf(other.DType), rule) is not { } comparer)
                return null;
            fields[i] = new ComparedField(field, other, comparer);
        }

        bool decides = rule.Options.EqualNaN && !actual.HasObject && actual.Equals(desired);
        return new RecordComparer(rule, fields, decides ? SameBytes.Decide : SameBytes.DoNotDecide);
    }

    private static bool IsObject(DType dtype) => dtype.Kind is DTypeKind.Object or DTypeKind.VariableString;

    private static bool IsText(DType dtype) => dtype.Kind is DTypeKind.String or DTypeKind.VariableString;
}
