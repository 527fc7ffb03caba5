using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>Compares numbers as values of T, which holds those of both dtypes.</summary>
internal sealed class NumberComparer<T, TDistance, TRatio, TNumbers>(
    CompareRule rule,
    TNumbers numbers,
    NumberReader<T> actual,
    NumberReader<T> desired,
    Tolerance tolerance,
    SmallIntegerTest? quickTest = null)
    : ElementComparer(rule)
    where T : unmanaged
    where TDistance : unmanaged
    where TRatio : unmanaged
    where TNumbers : struct, INumberRule<T, TDistance, TRatio>
{
    private TDistance? _maxDistance;
    private TRatio? _maxRatio;

    // Booleans have no differences.
    private static bool HasDistances => typeof(TNumbers) != typeof(BooleanRule);

    internal override NdArray? MaxAbsolute => _maxDistance is { } distance && HasDistances ? Scalar(distance) : null;

    internal override NdArray? MaxRelative => MaxAbsolute is null ? null : _maxRatio is { } ratio ? Scalar(ratio) : Scalar(double.PositiveInfinity);

    internal override Func<NdArray, bool[]> Infinities => elements =>
    {
        ReadOnlySpan<T> values = desired.Read(elements);
        var found = new bool[values.Length];
        for (int i = 0; i < found.Length; i++)
            found[i] = numbers.IsInfinity(values[i]) && !(Rule.Options.EqualNaN && numbers.IsNaN(values[i]));
        return found;
    };

    internal override void Add(in ComparedPart part, Span<bool> marks)
    {
        if (quickTest?.AreSurelyClose(part, tolerance, Rule.NaN) == true)
            return;
        ReadOnlySpan<T> left = actual.Read(part.Actual);
        ReadOnlySpan<T> right = desired.Read(part.Desired);
        if (numbers.AreSurelyClose(left, right, tolerance, Rule.NaN))
            return;
        for (int i = 0; i < left.Length; i++)
        {
            if (Compare(left[i], right[i]) is var kind && kind != DifferenceKinds.None)
                Add(kind, part, i, left[i], right[i], marks);
            if (kind != DifferenceKinds.None && Rule.Goal == CompareGoal.Answer)
                return;
        }
    }

    internal override ElementComparer Fork() => new NumberComparer<T, TDistance, TRatio, TNumbers>(Rule, numbers, actual.Fork(), desired.Fork(), tolerance, quickTest?.Fork());

    internal override void Join(ElementComparer other)
    {
        base.Join(other);
        var found = (NumberComparer<T, TDistance, TRatio, TNumbers>)other;
        if (found._maxDistance is { } distance)
            AddDistance(distance);
        if (found._maxRatio is { } ratio)
            AddRatio(ratio);
    }

    private DifferenceKinds Compare(T left, T right)
    {
        if (numbers.AreEqual(left, right))
            return DifferenceKinds.None;
        bool isNaN = numbers.IsNaN(left), isOtherNaN = numbers.IsNaN(right);
        if (Rule.Options.EqualNaN && (isNaN || isOtherNaN))
            return isNaN == isOtherNaN ? DifferenceKinds.None : Rule.ComparesPlaces ? DifferenceKinds.NaN : DifferenceKinds.Value;
        bool isInfinite = numbers.IsInfinity(left), isOtherInfinite = numbers.IsInfinity(right);
        if (Rule.ComparesPlaces && (isInfinite || isOtherInfinite))
            return DifferenceKinds.Infinity;
        // As in np.isclose, nothing is close to an infinity but itself, nor to NaN.
        return !isOtherInfinite && !isOtherNaN && !tolerance.IsZero && numbers.IsWithin(left, right, tolerance) ? DifferenceKinds.None : DifferenceKinds.Value;
    }

    private void Add(DifferenceKinds kind, in ComparedPart part, int number, T left, T right, Span<bool> marks)
    {
        Found(kind, part, number, marks);
        if (kind == DifferenceKinds.Infinity && numbers.IsInfinity(left) != numbers.IsInfinity(right))
            Findings.MoveInfinity();
        if (kind != DifferenceKinds.Value)
            return;
        TDistance distance = numbers.Distance(left, right);
        AddDistance(distance);
        if (!numbers.IsZero(right))
            AddRatio(numbers.Ratio(distance, right));
    }

    private void AddDistance(TDistance distance) => _maxDistance = _maxDistance is { } most ? numbers.Greater(most, distance) : distance;

    private void AddRatio(TRatio ratio) => _maxRatio = _maxRatio is { } most ? numbers.Greater(most, ratio) : ratio;
}
