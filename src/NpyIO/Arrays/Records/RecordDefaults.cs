using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>The default values of members whose fields are missing, in dtypes that hold them.</summary>
internal static class RecordDefaults
{
    /// <summary>In days since 1970.</summary>
    private const long FirstDay = -719162;

    /// <summary>The dtype of a default that is not a number or a record.</summary>
    internal static DType DTypeOf(Type type) =>
        type == typeof(string) ? DType.String(0)
        : type == typeof(byte[]) ? DType.Bytes(0)
        : type == typeof(char) ? DType.String(1)
        : type == typeof(Datetime64) ? DType.Datetime(DatetimeUnit.Generic)
        : type == typeof(Timedelta64) ? DType.Timedelta(DatetimeUnit.Generic)
        : TimeType.Of(type) is not { } row ? DType.Object
        : row.Kind == DTypeKind.Datetime ? DType.Datetime(DatetimeUnit.Day)
        : row.Finest;

    /// <summary>Sets the dates that are not zero bytes: 0001-01-01, and NaT for null.</summary>
    internal static void Fill(RecordMatch match, NdArray records)
    {
        foreach (MatchedField field in match.Fields)
        {
            if (field.Nested is not null)
                Fill(field.Nested, records[field.Member.Name]);
            else if (field is { Field: null, Member.IsSubArray: false } && CountOf(field.Member.ElementType) is { } count)
                records[field.Member.Name].View<long>().Fill(count);
        }
    }

    /// <summary>Sets Python objects that are texts, and not nullable, to texts without characters.</summary>
    internal static void FillTexts(NpyRecordInfo record, NdArray records)
    {
        foreach (NpyRecordField field in record.Fields)
        {
            if (field.Record is { DType.HasObject: true })
                FillTexts(field.Record, records[field.Name]);
            else if (!field.AllowsNull && field.DType!.HasObject)
                records[field.Name].Fill<object?>(field.ElementType == typeof(byte[]) ? Array.Empty<byte>() : "");
        }
    }

    private static long? CountOf(Type type) =>
        TimeType.Of(type) is not { } row ? null
        : Nullable.GetUnderlyingType(type) is not null ? Datetime64.NaTValue
        : row.Kind == DTypeKind.Datetime ? FirstDay
        : null;
}
