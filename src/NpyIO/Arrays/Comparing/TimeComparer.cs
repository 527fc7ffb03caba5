using System.Numerics;

namespace NpyIO.Arrays.Comparing;

/// <summary>Compares dates, or time spans, exactly; of different units in a common one.</summary>
internal sealed class TimeComparer(CompareRule rule, CommonUnit unit) : ElementComparer(rule)
{
    private const long NaT = Datetime64.NaTValue;

    private readonly NumberReader<long> _actual = new(null), _desired = new(null);
    private long? _maxDistance;
    private double? _maxRatio;
    private bool _hasLargeDistance;

    internal override string NaNWord => "NaT";

    internal override NdArray? MaxAbsolute => _maxDistance is { } distance && !_hasLargeDistance
        ? new NdArray(unit.Difference, ManagedMemory.Of<long>([distance]), ArrayLayout.Contiguous([], sizeof(long)))
        : null;

    // Dates have no size to which a difference could be relative.
    internal override NdArray? MaxRelative => MaxAbsolute is null || !unit.IsSpan ? null : Scalar(_maxRatio ?? double.PositiveInfinity);

    internal override void Add(in ComparedPart part, Span<bool> marks)
    {
        ReadOnlySpan<long> left = _actual.Read(part.Actual), right = _desired.Read(part.Desired);
        if (unit.IsSame && Rule.Options.EqualNaN && left.SequenceEqual(right))
            return;
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] == NaT || right[i] == NaT)
                AddNaT(left[i], right[i], part, i, marks);
            else if (unit.IsSame ? left[i] != right[i] : !unit.AreEqual(left[i], right[i]))
                Add(left[i], right[i], part, i, marks);
        }
    }

    internal override ElementComparer Fork() => new TimeComparer(Rule, unit);

    internal override void Join(ElementComparer other)
    {
        base.Join(other);
        var found = (TimeComparer)other;
        _hasLargeDistance |= found._hasLargeDistance;
        if (found._maxDistance is { } distance)
            AddDistance(distance);
        if (found._maxRatio is { } ratio)
            AddRatio(ratio);
    }

    private void AddNaT(long left, long right, in ComparedPart part, int number, Span<bool> marks)
    {
        if (Rule.Options.EqualNaN)
        {
            if (left != right)
                Found(DifferenceKinds.NaN, part, number, marks);
            return;
        }

        Found(DifferenceKinds.Value, part, number, marks);
        AddDistance(NaT);
        AddRatio(double.NaN);
    }

    private void Add(long left, long right, in ComparedPart part, int number, Span<bool> marks)
    {
        Found(DifferenceKinds.Value, part, number, marks);
        BigInteger exact = BigInteger.Abs(unit.OfActual(left) - unit.OfDesired(right)), whole = BigInteger.Abs(unit.OfDesired(right));
        if (exact > long.MaxValue)
            _hasLargeDistance = true;
        else
            AddDistance((long)exact);
        if (!whole.IsZero)
            AddRatio((double)exact / (double)whole);
    }

    private void AddDistance(long distance) => _maxDistance = distance == NaT || _maxDistance == NaT ? NaT : Math.Max(_maxDistance ?? 0, distance);

    private void AddRatio(double ratio) => _maxRatio = Math.Max(_maxRatio ?? 0, ratio);
}
