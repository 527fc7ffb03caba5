namespace NpyIO.Arrays;

/// <summary>Compares arrays of records by the values of their fields, whatever the widths of texts and the units of dates.</summary>
internal static class RecordEquality
{
    /// <summary>The arrays have one shape, and the fields of one record.</summary>
    internal static bool AreEqual(NdArray left, NdArray right)
    {
        if (left.DType.Equals(right.DType))
            return left.Equals(right);
        foreach (Field field in left.DType.Fields)
        {
            if (!AreFieldsEqual(left[field.Name], right[field.Name]))
                return false;
        }

        return true;
    }

    private static bool AreFieldsEqual(NdArray left, NdArray right)
    {
        if (!left.Shape.SequenceEqual(right.Shape))
            return false;
        return left.DType.Kind switch
        {
            DTypeKind.Void when left.DType.IsStruct => AreEqual(left, right),
            DTypeKind.String or DTypeKind.Bytes when right.DType.Kind is DTypeKind.String or DTypeKind.Bytes => left.ToArray<string>().AsSpan().SequenceEqual(right.ToArray<string>()),
            DTypeKind.Datetime when right.DType.Kind == DTypeKind.Datetime => left.To<Datetime64>().Equals(right.To<Datetime64>()),
            DTypeKind.Timedelta when right.DType.Kind == DTypeKind.Timedelta => left.To<Timedelta64>().Equals(right.To<Timedelta64>()),
            _ => left.Equals(right),
        };
    }
}
