namespace NpyIO.Arrays;

/// <summary>A Python object of an unknown class that may be a date or a time span: pandas' <c>Timestamp</c>, <c>Timedelta</c>, <c>NaT</c>.</summary>
internal interface IPythonTime
{
    /// <summary>Its count and the dtype of that, in UTC if it has a time zone; null if the object is something else.</summary>
    TimeCount? Time { get; }

    /// <summary>Whether it is a moment, rather than what a clock reads somewhere.</summary>
    bool HasZone { get; }
}
