namespace NpyIO.DTypes;

/// <summary>The C# type that source has for the values of a dtype.</summary>
internal static class CSharpType
{
    /// <summary>Returns null for records and sub-arrays.</summary>
    internal static string? Of(DType dtype) => dtype.Kind switch
    {
        DTypeKind.Boolean => "bool",
        DTypeKind.SignedInteger => dtype.ItemSize switch { 1 => "sbyte", 2 => "short", 4 => "int", _ => "long" },
        DTypeKind.UnsignedInteger => dtype.ItemSize switch { 1 => "byte", 2 => "ushort", 4 => "uint", _ => "ulong" },
        DTypeKind.Float => dtype.ItemSize switch { 2 => "Half", 4 => "float", 8 => "double", _ => "LongDouble" },
        DTypeKind.Complex => dtype.ItemSize switch { 8 => "Complex64", 16 => "Complex", _ => "ComplexLongDouble" },
        DTypeKind.Bytes or DTypeKind.String => "string",
        DTypeKind.Datetime => DateOf(dtype.Unit),
        DTypeKind.Timedelta => SpanOf(dtype.Unit),
        DTypeKind.Object => "object?",
        DTypeKind.VariableString => "string?",
        _ => dtype.IsStruct || dtype.Base is not null ? null : "byte[]",
    };

    private static string DateOf(DatetimeUnit unit) => unit switch
    {
        DatetimeUnit.Year or DatetimeUnit.Month or DatetimeUnit.Week or DatetimeUnit.Day => "DateOnly",
        >= DatetimeUnit.Hour and <= DatetimeUnit.Nanosecond => "DateTime",
        _ => "Datetime64",
    };

    // A year has no fixed length, and digits beyond 100 ns would be lost.
    private static string SpanOf(DatetimeUnit unit) => unit is DatetimeUnit.Week or (>= DatetimeUnit.Day and <= DatetimeUnit.Nanosecond) ? "TimeSpan" : "Timedelta64";
}
