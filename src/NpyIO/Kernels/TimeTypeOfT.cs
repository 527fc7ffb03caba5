namespace NpyIO.Kernels;

/// <summary>A row of the table.</summary>
/// <typeparam name="T">The CLR type.</typeparam>
internal abstract class TimeType<T> : TimeType
{
    /// <summary>The row of T, or null if T is not in the table.</summary>
    internal static readonly TimeType<T>? Row = (TimeType<T>?)Of(typeof(T));

    /// <summary>Reads native counts as values, and returns how many; if not all, the next one is NaT, has lost digits, or is out of range.</summary>
    internal abstract int Read(ReadOnlySpan<long> counts, Span<T> values, TimeReading reading);

    /// <summary>Writes values as native counts, exactly, and returns how many; if not all, the next one is local, not a whole count, or out of range.</summary>
    internal abstract int Write(ReadOnlySpan<T> values, Span<long> counts, DType dtype);

    /// <summary>Whether the value is a whole number of the dtype's units, if not too many for 64 bits. False for null.</summary>
    internal abstract bool IsWhole(T value, DType dtype);

    /// <summary>The dtype satisfies <see cref="TimeType.CanBe"/>.</summary>
    internal abstract TimeReading Reading(DType dtype, Casting casting);

    /// <summary>The value of the count 0.</summary>
    internal T Zero(DType dtype)
    {
        T zero = default!;
        Read([0], new Span<T>(ref zero), Reading(dtype, Casting.Equivalent));
        return zero;
    }

    internal override TResult With<TResult>(ITimeTypeUser<TResult> user) => user.Use<T>();
}
