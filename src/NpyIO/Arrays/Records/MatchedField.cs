namespace NpyIO.Arrays;

/// <summary>A member of a record and the field for it.</summary>
/// <param name="Member">The member.</param>
/// <param name="Field">The field, or null if it is missing.</param>
/// <param name="Nested">How the records in the field are matched, if there are any.</param>
/// <param name="Target">The dtype as which the values are read, with sub-arrays.</param>
/// <param name="IsConverted">Whether the values are not in the stored bytes as they are read.</param>
internal sealed record MatchedField(NpyRecordField Member, Field? Field, RecordMatch? Nested, DType Target, bool IsConverted)
{
    internal DType Renamed() => Nested is null ? Field!.DType : RecordMatch.Shaped(Nested.Renamed(), Field!.DType);
}
