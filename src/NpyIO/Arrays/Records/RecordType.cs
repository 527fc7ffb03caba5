namespace NpyIO.Arrays;

/// <summary>Finds the record that the elements of a CLR array are.</summary>
internal static class RecordType
{
    /// <summary>Returns null if the elements are not records.</summary>
    internal static IRecordInfo? Of(Array array)
    {
        if (!typeof(INpyRecord).IsAssignableFrom(array.GetType().GetElementType()))
            return null;

        // An element knows its record; that of another array of this type will do.
        Array one = Array.CreateInstanceFromArrayType(array.GetType(), Enumerable.Repeat(1, array.Rank).ToArray());
        return (one.GetValue(new int[array.Rank]) as INpyRecord)?.Info as IRecordInfo;
    }
}
