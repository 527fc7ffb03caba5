using NpyIO.Arrays;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>slice</c> of any values.</summary>
/// <param name="start">The start; <see langword="null"/> for <c>None</c>.</param>
/// <param name="stop">The stop; <see langword="null"/> for <c>None</c>.</param>
/// <param name="step">The step; <see langword="null"/> for <c>None</c>.</param>
public sealed class PickleSlice(object? start, object? stop, object? step) : IDescribed, IHasParts, IPythonValue
{
    /// <summary>The start; <see langword="null"/> for <c>None</c>.</summary>
    public object? Start { get; internal set; } = start;

    /// <summary>The stop; <see langword="null"/> for <c>None</c>.</summary>
    public object? Stop { get; internal set; } = stop;

    /// <summary>The step; <see langword="null"/> for <c>None</c>.</summary>
    public object? Step { get; internal set; } = step;

    /// <summary>Never 0 once computed.</summary>
    internal int KnownHash { get; set; }

    /// <summary>Returns whether the three values are equal, compared as Python does.</summary>
    /// <param name="obj">The other slice.</param>
    public override bool Equals(object? obj) => obj is PickleSlice && PythonEquality.Instance.Equals(this, obj);

    /// <summary>Returns a hash that is the same for equal slices.</summary>
    /// <exception cref="ArgumentException">A value in the slice is not hashable in Python.</exception>
    public override int GetHashCode() => PythonEquality.Instance.GetHashCode(this);

    IEnumerable<(object? Mine, object? Other)> IHasParts.PairParts(object other)
    {
        var slice = (PickleSlice)other;
        return [(Start, slice.Start), (Stop, slice.Stop), (Step, slice.Step)];
    }

    string IDescribed.Description => "a slice";

    void IPythonValue.AppendTo(PythonRepr repr) => repr.Raw("slice(").Value(Start).Raw(", ").Value(Stop).Raw(", ").Value(Step).Raw(")");

    /// <summary>Returns the slice as Python writes it, shortened if it is long.</summary>
    public override string ToString() => PythonRepr.ShortOf(this);
}
