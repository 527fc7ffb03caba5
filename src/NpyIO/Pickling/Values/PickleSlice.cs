using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>slice</c>, of whatever values it was made.</summary>
/// <param name="start">Where it begins; <see langword="null"/> for None.</param>
/// <param name="stop">Where it ends.</param>
/// <param name="step">Its step.</param>
public sealed class PickleSlice(object? start, object? stop, object? step) : IDescribed
{
    /// <summary>Where it begins; <see langword="null"/> for None.</summary>
    public object? Start { get; internal set; } = start;

    /// <summary>Where it ends; <see langword="null"/> for None.</summary>
    public object? Stop { get; internal set; } = stop;

    /// <summary>Its step; <see langword="null"/> for None.</summary>
    public object? Step { get; internal set; } = step;

    /// <summary>What <see cref="GetHashCode"/> gives, which is never 0; 0 until it has been found.</summary>
    internal int KnownHash { get; set; }

    /// <summary>Whether the three values are equal as Python compares them.</summary>
    /// <param name="obj">The other slice.</param>
    public override bool Equals(object? obj) => obj is PickleSlice && PythonEquality.Instance.Equals(this, obj);

    /// <summary>A hash that equal slices share.</summary>
    /// <exception cref="ArgumentException">A value in it has no hash in Python.</exception>
    public override int GetHashCode() => PythonEquality.Instance.GetHashCode(this);

    string IDescribed.Description => "a slice";

    /// <summary>As Python writes it where it is of integers, for people.</summary>
    public override string ToString() => $"slice({Shown(Start)}, {Shown(Stop)}, {Shown(Step)})";

    private static string Shown(object? value) => value switch
    {
        null => "None",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => "…",
    };
}
