namespace NpyIO.Arrays;

/// <summary>How the caller of a verb can choose another unit of dates and time spans, for messages.</summary>
internal enum UnitChoice
{
    /// <summary>By converting the values; the verb knows no options.</summary>
    ByConversion,

    /// <summary>By the options of the verb.</summary>
    ByOptions,

    /// <summary>By the attribute of the record's member.</summary>
    ByMember,
}
