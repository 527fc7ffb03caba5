namespace NpyIO.Benchmarks.Compare;

/// <summary>The most that may be taken: a ratio to the time of a yardstick, or a time.</summary>
internal readonly record struct Target
{
    private readonly double _value;
    private readonly bool _isTime;

    private Target(double value, bool isTime) => (_value, _isTime) = (value, isTime);

    /// <summary>A part of NumPy's time in the same run.</summary>
    internal static Target OfNumPy(double ratio) => new(ratio, false);

    /// <summary>A part of the time of what the group is measured beside, in the same run.</summary>
    internal static Target OfYardstick(double ratio) => new(ratio, false);

    /// <summary>A ratio to NpyIO's own time for the same save to a new name, in the same run.</summary>
    internal static Target OfNew(double ratio) => new(ratio, false);

    /// <summary>A time, in seconds.</summary>
    internal static Target Seconds(double seconds) => new(seconds, true);

    internal bool IsMetBy(double seconds, double yardstickSeconds) => (_isTime ? seconds : seconds / yardstickSeconds) <= _value;

    public override string ToString() => "≤ " + (_isTime ? Format.Time(_value) : Format.Ratio(_value));
}
