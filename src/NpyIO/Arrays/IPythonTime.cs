namespace NpyIO.Arrays;

/// <summary>A Python object of an unknown class that may be a date or a time span: pandas' <c>Timestamp</c>, <c>Timedelta</c>, <c>NaT</c>.</summary>
internal interface IPythonTime
{
    /// <summary>A 0-d array of it, in UTC if it has a time zone; null if the object is something else.</summary>
    NdArray? Time { get; }

    /// <summary>Whether it is a moment, rather than what a clock reads somewhere.</summary>
    bool HasZone { get; }
}
