using System.Buffers;
using System.Globalization;
using NpyIO.Arrays;

namespace NpyIO;

/// <summary>
/// One part of an index, as in <c>array[1..3, ^1]</c>: a range of an axis, one position of it, a new axis, or an ellipsis. NumPy's basic indexing.
/// </summary>
/// <remarks>
/// Converts from <see cref="int"/>, <see cref="long"/>, <see cref="Index"/> and <see cref="Range"/>, which follow C#'s rules: positions count from 0, and a position or range outside the axis
/// is an error. <see cref="Slice(long?, long?, long)"/>, <see cref="At"/> and <see cref="Parse"/> follow Python's: negative numbers count from the end, and ranges are clamped to the axis.
/// The default value is <see cref="All"/>.
/// </remarks>
public readonly partial struct Slice : IEquatable<Slice>
{
    private readonly SliceKind _kind;
    private readonly bool _hasStart;
    private readonly bool _hasStop;
    private readonly bool _isStartFromEnd;
    private readonly bool _isStopFromEnd;
    private readonly long _start;
    private readonly long _stop;

    // So that the default value has step 1.
    private readonly long _stepLessOne;

    /// <summary>Creates Python's <c>start:stop:step</c>. Negative numbers count from the end of the axis; what is outside the axis is clamped.</summary>
    /// <param name="start">The first position; null for the first of the axis, or for the last if the step is negative.</param>
    /// <param name="stop">The position before which to end; null for the end of the axis, or for its beginning if the step is negative.</param>
    /// <param name="step">The distance between positions, not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0.</exception>
    public Slice(long? start, long? stop, long step = 1)
    {
        if (step == 0)
            ArrayThrow.StepIsZero();

        (_hasStart, _start) = (start.HasValue, start.GetValueOrDefault());
        (_hasStop, _stop) = (stop.HasValue, stop.GetValueOrDefault());
        // As in Python, so that the step can be negated.
        _stepLessOne = Math.Max(step, -long.MaxValue) - 1;
    }

    private Slice(SliceKind kind, long start = 0, bool isStartFromEnd = false, long stop = 0, bool isStopFromEnd = false)
    {
        _kind = kind;
        _start = start;
        _isStartFromEnd = isStartFromEnd;
        _stop = stop;
        _isStopFromEnd = isStopFromEnd;
    }

    /// <summary>All of an axis: Python's <c>:</c>, C#'s <c>..</c>.</summary>
    public static Slice All => default;

    /// <summary>A new axis of length 1: NumPy's <c>np.newaxis</c>.</summary>
    public static Slice NewAxis => new(SliceKind.NewAxis);

    /// <summary>All axes that the other parts of the index leave: Python's <c>...</c>. An index has at most one.</summary>
    public static Slice Ellipsis => new(SliceKind.Ellipsis);

    internal SliceKind Kind => _kind;

    private long Step => _stepLessOne + 1;

    /// <summary>Every <paramref name="step"/>-th position: Python's <c>::step</c>. A negative step goes from the last position to the first.</summary>
    /// <param name="step">The distance between positions, not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0.</exception>
    public static Slice Every(long step) => new(null, null, step);

    /// <summary>One position, whose axis is removed. A negative one counts from the end, as in Python: −1 is the last.</summary>
    /// <param name="index">The position.</param>
    public static Slice At(long index) => index < 0 ? new(SliceKind.Position, -Math.Max(index, -long.MaxValue), isStartFromEnd: true) : new(SliceKind.Position, index);

    /// <summary>One position, counted from 0, whose axis is removed. Indexing with a negative one is an error; <c>^1</c> or <see cref="At"/> counts from the end.</summary>
    /// <param name="index">The position.</param>
    public static implicit operator Slice(long index) => new(SliceKind.Position, index);

    /// <inheritdoc cref="op_Implicit(long)"/>
    public static implicit operator Slice(int index) => new(SliceKind.Position, index);

    /// <summary>One position, counted from either end, whose axis is removed.</summary>
    /// <param name="index">The position.</param>
    public static implicit operator Slice(Index index) => new(SliceKind.Position, index.Value, index.IsFromEnd);

    /// <inheritdoc cref="op_Implicit(Index)"/>
    public static implicit operator Slice(NIndex index) => new(SliceKind.Position, index.Value, index.IsFromEnd);

    /// <summary>A range of an axis; indexing with one that is outside the axis is an error.</summary>
    /// <param name="range">The range.</param>
    public static implicit operator Slice(Range range) => Of(range.Start.Value, range.Start.IsFromEnd, range.End.Value, range.End.IsFromEnd);

    /// <inheritdoc cref="op_Implicit(Range)"/>
    public static implicit operator Slice(NRange range) => Of(range.Start.Value, range.Start.IsFromEnd, range.End.Value, range.End.IsFromEnd);

    /// <summary>Returns whether two slices are written the same way. Slices that only mean the same for some length, such as <c>1..3</c> and <c>1..^0</c>, are different.</summary>
    public static bool operator ==(Slice left, Slice right) => left.Equals(right);

    /// <summary>The opposite of <c>==</c>.</summary>
    public static bool operator !=(Slice left, Slice right) => !left.Equals(right);

    /// <inheritdoc cref="op_Equality"/>
    public bool Equals(Slice other) =>
        _kind == other._kind
        && (_hasStart, _start, _isStartFromEnd) == (other._hasStart, other._start, other._isStartFromEnd)
        && (_hasStop, _stop, _isStopFromEnd) == (other._hasStop, other._stop, other._isStopFromEnd)
        && _stepLessOne == other._stepLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Slice other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _start, _stop, _stepLessOne, _isStartFromEnd, _isStopFromEnd);

    /// <summary>Returns the slice as it is written: Python's <c>1:-1:2</c>, <c>...</c> and <c>newaxis</c>, or C#'s <c>1..^1</c> and <c>^1</c>.</summary>
    public override string ToString() => _kind switch
    {
        SliceKind.Position => Text(_start, _isStartFromEnd),
        SliceKind.Range => $"{Text(_start, _isStartFromEnd)}..{Text(_stop, _isStopFromEnd)}",
        SliceKind.NewAxis => NewAxisName,
        SliceKind.Ellipsis => EllipsisName,
        _ => $"{Text(_hasStart, _start)}:{Text(_hasStop, _stop)}{(Step == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Step}"))}",
    };

    /// <summary>Returns the only position, counted from 0.</summary>
    internal long PositionIn(int axis, long length)
    {
        long position = _isStartFromEnd ? length - _start : _start;
        if ((ulong)position >= (ulong)length)
            ArrayThrow.SliceOutsideAxis(this, !_isStartFromEnd && _start < 0, axis, length);
        return position;
    }

    /// <summary>Returns the first position, the number of positions, and the step from one to the next. If there are no positions, the first is 0.</summary>
    internal (long First, long Count, long Step) PositionsIn(int axis, long length)
    {
        if (_kind == SliceKind.Range)
        {
            long first = _isStartFromEnd ? length - _start : _start;
            long end = _isStopFromEnd ? length - _stop : _stop;
            if (first < 0 || end < first || end > length)
                ArrayThrow.SliceOutsideAxis(this, isNegative: false, axis, length);
            return (end == first ? 0 : first, end - first, 1);
        }

        // Python's slice.indices.
        long step = Step;
        long low = step < 0 ? -1 : 0;
        long high = step < 0 ? length - 1 : length;
        long start = _hasStart ? Clamp(_start) : step < 0 ? high : low;
        long stop = _hasStop ? Clamp(_stop) : step < 0 ? low : high;
        long distance = step < 0 ? start - stop : stop - start;
        return distance <= 0 ? (0, 0, step) : (start, (distance - 1) / Math.Abs(step) + 1, step);

        long Clamp(long position) => Math.Clamp(position < 0 ? position + length : position, low, Math.Max(low, high));
    }

    private static Slice Of(long start, bool isStartFromEnd, long stop, bool isStopFromEnd) =>
        start == 0 && !isStartFromEnd && stop == 0 && isStopFromEnd ? All : new(SliceKind.Range, start, isStartFromEnd, stop, isStopFromEnd);

    private static string Text(long number, bool isFromEnd) => string.Create(CultureInfo.InvariantCulture, $"{(isFromEnd ? "^" : "")}{number}");

    private static string Text(bool isThere, long number) => isThere ? number.ToString(CultureInfo.InvariantCulture) : "";
}

/// <summary>What a <see cref="Slice"/> does with an axis.</summary>
internal enum SliceKind : byte
{
    /// <summary>Python's <c>start:stop:step</c>, clamped.</summary>
    Stretch,

    /// <summary>C#'s <c>start..stop</c>, which must be inside the axis.</summary>
    Range,

    /// <summary>Removes the axis.</summary>
    Position,

    NewAxis,

    Ellipsis,
}
