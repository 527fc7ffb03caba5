namespace NpyIO.Kernels;

/// <summary>What a CLR type of dates or times counts: the one place for each fact about it.</summary>
/// <typeparam name="T">The CLR type.</typeparam>
internal interface ITimeTicks<T>
    where T : struct
{
    /// <summary>Whether the values are dates rather than time spans.</summary>
    static abstract bool AreDates { get; }

    /// <summary>The length of one count, in ticks of 100 ns.</summary>
    static abstract long Length { get; }

    /// <summary>The lowest count, from 1970-01-01 for dates.</summary>
    static abstract long Minimum { get; }

    static abstract long Maximum { get; }

    /// <summary>What is added to a count to give the value's bits; null if the bits are not just that.</summary>
    static virtual long? Bits => null;

    /// <summary>The limits, for messages.</summary>
    static abstract string Reach { get; }

    /// <summary>The value of a count within the limits.</summary>
    static abstract T Of(long count);

    /// <summary>Returns false for a value that depends on the time zone of the machine.</summary>
    static abstract bool TryCount(T value, out long count);
}
