using NpyIO.DTypes;

namespace NpyIO.Kernels;

/// <summary>The table of the CLR types of dates and times that have no unit of their own, with their conversions from and to the counts of datetime64 and timedelta64.</summary>
internal abstract class TimeType
{
    private static readonly Dictionary<Type, TimeType> Table = new()
    {
        [typeof(DateTime)] = new PlainTimes<DateTime, DateTimeTicks>(),
        [typeof(DateTime?)] = new NullableTimes<DateTime, DateTimeTicks>(),
        [typeof(DateTimeOffset)] = new PlainTimes<DateTimeOffset, DateTimeOffsetTicks>(),
        [typeof(DateTimeOffset?)] = new NullableTimes<DateTimeOffset, DateTimeOffsetTicks>(),
        [typeof(DateOnly)] = new PlainTimes<DateOnly, DateOnlyTicks>(),
        [typeof(DateOnly?)] = new NullableTimes<DateOnly, DateOnlyTicks>(),
        [typeof(TimeOnly)] = new PlainTimes<TimeOnly, TimeOnlyTicks>(),
        [typeof(TimeOnly?)] = new NullableTimes<TimeOnly, TimeOnlyTicks>(),
        [typeof(TimeSpan)] = new PlainTimes<TimeSpan, TimeSpanTicks>(),
        [typeof(TimeSpan?)] = new NullableTimes<TimeSpan, TimeSpanTicks>(),
    };

    /// <summary>Returns null if the type is not in the table.</summary>
    internal static TimeType? Of(Type type) => Table.GetValueOrDefault(type);

    internal abstract DTypeKind Kind { get; }

    /// <summary>The limits, for messages.</summary>
    internal abstract string Reach { get; }

    /// <summary>The finest digits, for messages.</summary>
    internal abstract string Digits { get; }

    /// <summary>Whether the dtype holds such values: of the same kind, with a unit of fixed length, or years and months for dates.</summary>
    internal bool CanBe(DType dtype) =>
        dtype.Kind == Kind && dtype.Unit != DatetimeUnit.Generic && (Kind == DTypeKind.Datetime || !Calendar.Has(dtype.Unit));

    /// <summary>The dtype that holds the digits and years of every value.</summary>
    internal abstract DType Finest { get; }

    /// <summary>Calls a generic method with the type of this row.</summary>
    internal abstract TResult With<TResult>(ITimeTypeUser<TResult> user);
}
